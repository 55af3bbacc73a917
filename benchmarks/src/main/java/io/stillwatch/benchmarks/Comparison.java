package io.stillwatch.benchmarks;

import io.stillwatch.benchmarks.AlternatingMinimisationYardstick.Outcome;
import io.stillwatch.table.JointDistribution;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Solver and yardstick on the same tables, pair by pair, so that both meet the same machine.
 *
 * @param timings of the solver
 * @param yardsticks of the yardstick, in the same order; empty if it was not asked
 */
record Comparison(List<Timing> timings, List<Outcome> yardsticks) {
  private static final double WARM_UP_MILLIS = 300;

  /**
   * Times tables.
   *
   * @param capMillis the most that the yardstick may take a table; 0 leaves it out
   */
  static Comparison of(List<JointDistribution> tables, double toleranceNats, double capMillis) {
    Timing.warmUp(tables, toleranceNats, WARM_UP_MILLIS);
    List<Timing> timings = new ArrayList<>();
    List<Outcome> yardsticks = new ArrayList<>();
    if (capMillis > 0) {
      AlternatingMinimisationYardstick.solve(tables.get(0), 0, Math.min(capMillis, WARM_UP_MILLIS));
    }
    for (JointDistribution table : tables) {
      timings.add(Timing.of(table, toleranceNats));
      if (capMillis > 0) {
        yardsticks.add(yardstick(table, toleranceNats, capMillis));
      }
    }
    return new Comparison(timings, yardsticks);
  }

  /** The median of repeated solves, as for the solver. */
  private static Outcome yardstick(
      JointDistribution table, double toleranceNats, double capMillis) {
    List<Outcome> outcomes =
        Timing.repeated(
            () -> AlternatingMinimisationYardstick.solve(table, toleranceNats, capMillis),
            Outcome::cpuMillis);
    return Timing.median(outcomes, Outcome::cpuMillis);
  }

  double medianMillis() {
    return Timing.median(timings, Timing::millis).millis();
  }

  double mostMillis() {
    return timings.stream().mapToDouble(Timing::millis).max().orElseThrow();
  }

  int medianIterations() {
    return Timing.median(timings, Timing::iterations).iterations();
  }

  double widestGapNats() {
    return timings.stream().mapToDouble(Timing::gapNats).max().orElseThrow();
  }

  /** The seeds of the tables that the solver did not certify to the tolerance. */
  String missedSeeds(double toleranceNats) {
    return IntStream.range(0, timings.size())
        .filter(seed -> !(timings.get(seed).gapNats() <= toleranceNats))
        .mapToObj(Integer::toString)
        .collect(Collectors.joining(" "));
  }

  /** The yardstick's median time; a bound where it was stopped. */
  String yardstickMillis() {
    return yardsticks.isEmpty() ? "" : above() + Text.number(medianYardstickMillis());
  }

  /** How many times the solver's median time the yardstick's is. */
  String ratio() {
    return yardsticks.isEmpty()
        ? ""
        : above() + Text.number(medianYardstickMillis() / medianMillis());
  }

  /** The median time, and the ratio if there is one. */
  String summary() {
    String millis = Text.number(medianMillis());
    return yardsticks.isEmpty() ? millis : "%s (%s)".formatted(millis, ratio());
  }

  private double medianYardstickMillis() {
    return Timing.median(yardsticks, Outcome::cpuMillis).cpuMillis();
  }

  /** A stopped run took longer than every other: the median is exact unless it is one of them. */
  private String above() {
    long met = yardsticks.stream().filter(Outcome::met).count();
    return 2 * met < yardsticks.size() ? "> " : "";
  }
}
