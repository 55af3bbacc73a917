package io.stillwatch.measure;

import io.stillwatch.interval.Change;
import io.stillwatch.interval.Estimate;
import io.stillwatch.interval.Estimates;
import io.stillwatch.interval.NormalTail;
import io.stillwatch.measure.VerdictMemory.Peak;
import io.stillwatch.measure.VerdictMemory.Point;
import io.stillwatch.measure.VerdictMemory.Said;
import io.stillwatch.snapshot.Codebooks;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * Gives verdicts, in the order of precedence of {@link Verdict}. A function: the memory goes in and
 * comes out.
 *
 * <p>An alarm ({@link Verdict#isAlarm}) is raised by near certainty and stands while the bounds of
 * 95 % intervals agree: a bound that is wrong in 1 of 40 looks would be wrong 25 times in 1,000
 * hops.
 */
final class Judge {
  /** The share of looks at which one of the alarms may be raised falsely. */
  static final double FALSE_SHARE = 1.0 / 2_000;

  /** Measurements until something is said. */
  private static final int WARM = 3;

  private final VerdictSettings settings;

  Judge(VerdictSettings settings) {
    this.settings = settings;
  }

  /** Judges one finding over a whole pass or a disjoint window. */
  VerdictMemory judge(VerdictMemory memory, Finding finding) {
    Estimates estimates = finding.estimates();
    Point now = point(memory, finding);
    boolean isPass = finding.snapshot().span().pass().isPresent();
    int horizon = isPass ? settings.passes() : settings.windows();
    Said said =
        memory.looks() < WARM - 1
            ? new Said(Verdict.WARMING, List.of())
            : new Said(
                verdict(memory, finding, now, horizon),
                Hints.of(memory, estimates, now, settings, horizon));
    return memory.with(now, Peak.of(estimates.studentInformation()), horizon, said);
  }

  private static Point point(VerdictMemory memory, Finding finding) {
    Estimate redundancy = finding.estimates().redundancy();
    double error = redundancy.halfWidth() / Estimate.NORMAL_QUANTILE;
    double copying =
        finding.snapshot().apart().isPresent()
            ? Double.NaN
            : finding.estimates().corrected().copying();
    List<Point> recent = memory.recent();
    long chain = recent.isEmpty() ? 0 : recent.get(recent.size() - 1).chain() + 1;
    if (recent.isEmpty() || finding.change().isEmpty()) {
      return new Point(redundancy.value(), error, 0, 0, chain, copying);
    }
    Point last = recent.get(recent.size() - 1);
    Change change = finding.change().get();
    double variance = change.standardErrorNats() * change.standardErrorNats();
    return new Point(
        redundancy.value(),
        error,
        last.sinceStartNats() + change.redundancyNats(),
        last.sinceStartVariance() + variance,
        last.chain(),
        copying);
  }

  private Verdict verdict(VerdictMemory memory, Finding finding, Point now, int horizon) {
    Optional<Verdict> alone = alone(finding, memory.standing() == Verdict.DONE);
    if (alone.isPresent()) {
      return alone.get();
    }
    Progress progress = Progress.of(memory, now, horizon, finding, settings.progressShare());
    if (progress.isLoss()) {
      return Verdict.REGRESSING;
    }
    if (progress.isNone()) {
      return Verdict.STALLED;
    }
    return progress.isGain() ? Verdict.DISTILLING : memory.calm();
  }

  /** What a finding says without any before it, at its one look. */
  Optional<Verdict> alone(Finding finding) {
    return alone(finding, true);
  }

  private Optional<Verdict> alone(Finding finding, boolean plainly) {
    Estimates estimates = finding.estimates();
    double entropy = estimates.corrected().labelEntropy();
    if (isBlind(estimates, entropy) || isCramped(finding.snapshot().codebooks(), entropy)) {
      return Optional.of(Verdict.BLIND);
    }
    if (isBelowFloor(estimates)) {
      return Optional.of(Verdict.NOTHING_TO_TRANSFER);
    }
    return estimates
        .distilledRatio()
        .filter(ratio -> lower(ratio, plainly) >= settings.doneRatio())
        .map(ratio -> Verdict.DONE);
  }

  /** The bound of the interval, or the one that is too high in hardly any look. */
  private static double lower(Estimate ratio, boolean plainly) {
    double widened = NormalTail.quantile(FALSE_SHARE) / Estimate.NORMAL_QUANTILE;
    return ratio.value() - (plainly ? 1 : widened) * (ratio.value() - ratio.lower());
  }

  /** Whether the teacher certainly knows too little for its share to mean anything. */
  boolean isBelowFloor(Estimates estimates) {
    double floor = settings.floorShare() * estimates.corrected().labelEntropy();
    return estimates.teacherInformation().upper() < floor;
  }

  private boolean isBlind(Estimates estimates, double entropy) {
    return estimates.distillationGap().halfWidth() > settings.blindShare() * entropy;
  }

  /** Whether there are too few codes to hold what there is to know about the label. */
  private boolean isCramped(Codebooks codebooks, double entropy) {
    OptionalDouble ceiling = codebooks.ceilingNats();
    return ceiling.isPresent() && ceiling.getAsDouble() < settings.ceilingShare() * entropy;
  }
}
