package io.stillwatch.measure;

import io.stillwatch.interval.Estimate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What a verdict remembers of the measurements before it; immutable.
 *
 * @param looks how many measurements were judged
 * @param recent the newest points, oldest first, of four horizons at most
 * @param best the point of highest redundancy so far
 * @param studentPeak the highest I(Y;S) so far
 * @param last the verdict so far
 * @param standing the last verdict that said something about the distillation
 * @param calm the last of these that is no alarm: what is said where nothing is certain
 * @param hints what was noticed beside the verdict
 */
public record VerdictMemory(
    long looks,
    List<Point> recent,
    Optional<Point> best,
    Optional<Peak> studentPeak,
    Verdict last,
    Verdict standing,
    Verdict calm,
    List<Hint> hints) {
  /** The memory of a pair that was never measured. */
  static final VerdictMemory EMPTY =
      new VerdictMemory(
          0,
          List.of(),
          Optional.empty(),
          Optional.empty(),
          Verdict.WARMING,
          Verdict.WARMING,
          Verdict.WARMING,
          List.of());

  /** Horizons that are remembered, unless one alone has more points than {@link #MOST_POINTS}. */
  static final int HORIZONS = 4;

  private static final int MOST_POINTS = 100;

  /**
   * One measurement, as far as the trend is concerned.
   *
   * @param redundancyNats corrected redundancy
   * @param standardErrorNats of it alone
   * @param sinceStartNats sum of the paired changes up to here
   * @param sinceStartVariance sum of their squared standard errors, in nats squared
   * @param chain number of the unbroken chain of paired changes that the point belongs to
   * @param copyingNats I(T;S); not a number where teacher and student are sampled apart
   */
  public record Point(
      double redundancyNats,
      double standardErrorNats,
      double sinceStartNats,
      double sinceStartVariance,
      long chain,
      double copyingNats) {}

  /**
   * The most that a student knew.
   *
   * @param nats I(Y;S)
   * @param halfWidthNats of its 95 % interval
   */
  public record Peak(double nats, double halfWidthNats) {
    static Peak of(Estimate studentInformation) {
      return new Peak(studentInformation.value(), studentInformation.halfWidth());
    }
  }

  /**
   * The point of one horizon ago, or the oldest where the run is younger.
   *
   * @param horizon at least 1
   * @return empty where there is no point at all
   */
  Optional<Point> before(int horizon) {
    return recent.isEmpty()
        ? Optional.empty()
        : Optional.of(recent.get(Math.max(recent.size() - horizon, 0)));
  }

  VerdictMemory with(Point point, Peak student, int horizon, Said said) {
    List<Point> points = new ArrayList<>(recent);
    points.add(point);
    if (points.size() > Math.max(horizon, Math.min(HORIZONS * horizon, MOST_POINTS))) {
      points.remove(0);
    }
    boolean better = best.isEmpty() || point.redundancyNats() > best.get().redundancyNats();
    boolean higher = studentPeak.isEmpty() || student.nats() > studentPeak.get().nats();
    Verdict verdict = said.verdict;
    boolean says = verdict != Verdict.WARMING && verdict != Verdict.BLIND;
    return new VerdictMemory(
        looks + 1,
        List.copyOf(points),
        better ? Optional.of(point) : best,
        higher ? Optional.of(student) : studentPeak,
        verdict,
        says ? verdict : standing,
        says && !verdict.isAlarm() ? verdict : calm,
        said.hints);
  }

  /** What is said of one measurement. */
  record Said(Verdict verdict, List<Hint> hints) {}
}
