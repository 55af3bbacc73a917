package io.stillwatch.measure;

import io.stillwatch.interval.Change;
import io.stillwatch.interval.Estimate;
import io.stillwatch.interval.Estimates;
import io.stillwatch.measure.VerdictMemory.Point;
import io.stillwatch.snapshot.Codebooks;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * Gives verdicts, in the order of precedence of {@link Verdict}. A function: the memory goes in and
 * comes out.
 */
final class Judge {
  /** Measurements until something is said. */
  private static final int WARM = 3;

  private final VerdictSettings settings;

  Judge(VerdictSettings settings) {
    this.settings = settings;
  }

  /** Judges one finding over a whole pass or a disjoint window. */
  VerdictMemory judge(VerdictMemory memory, Finding finding) {
    Point now = point(memory, finding.estimates(), finding.change());
    boolean isPass = finding.snapshot().span().pass().isPresent();
    int horizon = isPass ? settings.passes() : settings.windows();
    return memory.with(now, horizon, verdict(memory, finding, now, horizon));
  }

  private static Point point(VerdictMemory memory, Estimates estimates, Optional<Change> change) {
    Estimate redundancy = estimates.redundancy();
    double error = redundancy.halfWidth() / Estimate.NORMAL_QUANTILE;
    List<Point> recent = memory.recent();
    if (recent.isEmpty()) {
      return new Point(redundancy.value(), error, 0, 0, 0);
    }
    Point last = recent.get(recent.size() - 1);
    if (change.isEmpty()) {
      return new Point(redundancy.value(), error, 0, 0, last.chain() + 1);
    }
    return new Point(
        redundancy.value(),
        error,
        last.sinceStartNats() + change.get().redundancyNats(),
        last.sinceStartErrorNats() + change.get().standardErrorNats(),
        last.chain());
  }

  private Verdict verdict(VerdictMemory memory, Finding finding, Point now, int horizon) {
    double entropy = finding.estimates().corrected().labelEntropy();
    double delta = settings.progressShare() * entropy;
    List<Point> recent = memory.recent();
    if (recent.size() < WARM - 1) {
      return Verdict.WARMING;
    }
    Optional<Verdict> alone = alone(finding);
    if (alone.isPresent()) {
      return alone.get();
    }
    if (memory.best().filter(b -> Trend.between(b, now).upperNats() < -delta).isPresent()) {
      return Verdict.REGRESSING;
    }
    Trend trend = Trend.between(recent.get(0), now);
    if (recent.size() >= horizon && trend.upperNats() < delta) {
      return Verdict.STALLED;
    }
    return trend.lowerNats() > 0 ? Verdict.DISTILLING : memory.standing();
  }

  /** What a finding says without any before it; empty where the trend decides. */
  Optional<Verdict> alone(Finding finding) {
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
        .filter(ratio -> ratio.lower() >= settings.doneRatio())
        .map(ratio -> Verdict.DONE);
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
