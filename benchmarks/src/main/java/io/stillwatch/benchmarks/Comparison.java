package io.stillwatch.benchmarks;

import io.stillwatch.benchmarks.AlternatingMinimisationYardstick.Outcome;
import io.stillwatch.table.JointDistribution;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

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
        yardsticks.add(AlternatingMinimisationYardstick.solve(table, toleranceNats, capMillis));
      }
    }
    return new Comparison(timings, yardsticks);
  }

  /** All pairs of several comparisons. */
  static Comparison pooled(List<Comparison> parts) {
    return new Comparison(
        parts.stream().flatMap(part -> part.timings.stream()).toList(),
        parts.stream().flatMap(part -> part.yardsticks.stream()).toList());
  }

  double medianMillis() {
    return Timing.median(timings.stream().mapToDouble(Timing::millis).toArray());
  }

  double mostMillis() {
    return timings.stream().mapToDouble(Timing::millis).max().orElseThrow();
  }

  int medianIterations() {
    return (int) Timing.median(timings.stream().mapToDouble(Timing::iterations).toArray());
  }

  double widestGapNats() {
    return timings.stream().mapToDouble(Timing::gapNats).max().orElseThrow();
  }

  /** Tables that the solver did not certify to the tolerance. */
  long missed(double toleranceNats) {
    return timings.stream().filter(timing -> !(timing.gapNats() <= toleranceNats)).count();
  }

  /** The yardstick's median time, and how many times the solver's its own is, as text. */
  Stream<String> yardstickColumns() {
    if (yardsticks.isEmpty()) {
      return Stream.of("", "");
    }
    // A capped run ends above every other, so the median is right, or is a bound below.
    double median = Timing.median(yardsticks.stream().mapToDouble(Outcome::cpuMillis).toArray());
    boolean capped = 2 * yardsticks.stream().filter(Outcome::met).count() <= yardsticks.size();
    String above = capped ? "> " : "";
    return Stream.of(above + Text.number(median), above + Text.number(median / medianMillis()));
  }
}
