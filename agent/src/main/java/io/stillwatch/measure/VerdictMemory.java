package io.stillwatch.measure;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What a verdict remembers of the measurements before it; immutable.
 *
 * @param recent the newest points, oldest first, as many as the horizon at most
 * @param best the point of highest redundancy so far
 * @param last the verdict so far
 * @param standing the last verdict that said something about the distillation, and so stands where
 *     the next one can say nothing new
 */
public record VerdictMemory(
    List<Point> recent, Optional<Point> best, Verdict last, Verdict standing) {
  /** The memory of a pair that was never measured. */
  static final VerdictMemory EMPTY =
      new VerdictMemory(List.of(), Optional.empty(), Verdict.WARMING, Verdict.WARMING);

  /**
   * One measurement, as far as the trend is concerned.
   *
   * @param redundancyNats corrected redundancy
   * @param standardErrorNats of it alone
   * @param sinceStartNats sum of the paired changes up to here
   * @param sinceStartErrorNats sum of their standard errors: an upper bound of the sum's own,
   *     whatever the correlation of the changes
   * @param chain number of the unbroken chain of paired changes that the point belongs to
   */
  public record Point(
      double redundancyNats,
      double standardErrorNats,
      double sinceStartNats,
      double sinceStartErrorNats,
      long chain) {}

  VerdictMemory with(Point point, int horizon, Verdict verdict) {
    List<Point> points = new ArrayList<>(recent);
    points.add(point);
    if (points.size() > horizon) {
      points.remove(0);
    }
    boolean better = best.isEmpty() || point.redundancyNats() > best.get().redundancyNats();
    boolean says = verdict != Verdict.WARMING && verdict != Verdict.BLIND;
    return new VerdictMemory(
        List.copyOf(points),
        better ? Optional.of(point) : best,
        verdict,
        says ? verdict : standing);
  }
}
