package io.stillwatch.interval;

import io.stillwatch.pid.Decomposition;
import java.util.List;
import java.util.Optional;

/**
 * Corrected estimates of a decomposition. The identities of a decomposition hold among the values
 * of {@code corrected}; every {@link Estimate} repeats one of them with its bounds, in nats.
 *
 * @param plugin the exact values of the window's table, before correction
 * @param corrected the same after bias correction and projection
 * @param redundancy bounds of {@code corrected.redundancy}
 * @param distillationGap bounds of {@code corrected.distillationGap}
 * @param studentUnique bounds of {@code corrected.studentUnique}
 * @param teacherInformation bounds of {@code corrected.teacherInformation}
 * @param studentInformation bounds of {@code corrected.studentInformation}
 * @param distilledRatio redundancy over teacher information, 0 to 1; empty where the teacher's
 *     information is not certainly above 0
 * @param gapByLabel the corrected gap by label, each at least 0, in the proportions of the window's
 *     own table: what {@link io.stillwatch.pid.Solution#gapShares} says
 * @param certificateGapNats width of the certified interval around the solver's minimum
 */
public record Estimates(
    Decomposition plugin,
    Decomposition corrected,
    Estimate redundancy,
    Estimate distillationGap,
    Estimate studentUnique,
    Estimate teacherInformation,
    Estimate studentInformation,
    Optional<Estimate> distilledRatio,
    List<Double> gapByLabel,
    double certificateGapNats) {

  /**
   * The same without the distilled ratio, for a teacher that knows too little for a share of it to
   * mean anything.
   *
   * @return new estimates
   */
  public Estimates withoutDistilledRatio() {
    return new Estimates(
        plugin,
        corrected,
        redundancy,
        distillationGap,
        studentUnique,
        teacherInformation,
        studentInformation,
        Optional.empty(),
        gapByLabel,
        certificateGapNats);
  }
}
