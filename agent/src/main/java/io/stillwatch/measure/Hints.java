package io.stillwatch.measure;

import io.stillwatch.interval.Estimate;
import io.stillwatch.interval.Estimates;
import io.stillwatch.interval.NormalTail;
import io.stillwatch.measure.VerdictMemory.Peak;
import io.stillwatch.measure.VerdictMemory.Point;
import java.util.ArrayList;
import java.util.List;

/** Finds {@link Hint}s. Shares are of the label entropy H(Y). */
final class Hints {
  /** Below this share less is not far less. */
  private static final double FAR_SHARE = 0.1;

  /** A rise of copying below this share is none. */
  private static final double RISE_SHARE = 0.05;

  private Hints() {}

  /** What a measurement shows beside those before it. */
  static List<Hint> of(
      VerdictMemory memory, Estimates estimates, Point now, VerdictSettings settings, int horizon) {
    double entropy = estimates.corrected().labelEntropy();
    List<Hint> hints = new ArrayList<>();
    double level = Judge.FALSE_SHARE / Math.max(memory.looks(), 1);
    Peak student = Peak.of(estimates.studentInformation());
    if (memory.studentPeak().filter(p -> lostNats(p, student, level) > far(entropy)).isPresent()) {
      hints.add(Hint.STUDENT_DAMAGED);
    }
    boolean whole = memory.recent().size() >= horizon;
    double delta = settings.progressShare() * entropy;
    if (whole && memory.before(horizon).filter(p -> copies(p, now, entropy, delta)).isPresent()) {
      hints.add(Hint.COPYING_WITHOUT_REDUNDANCY);
    }
    return List.copyOf(hints);
  }

  /** Whether a student certainly knows far less than the same student without the teacher. */
  static boolean isDamaged(OverControl over, double entropy) {
    if (!(over instanceof OverControl.Compared compared)) {
      return false;
    }
    Estimate difference = compared.studentInformation();
    double reach = difference.upper() - difference.value();
    return difference.value() + widened(reach, Judge.FALSE_SHARE) < -far(entropy);
  }

  private static double far(double entropy) {
    return FAR_SHARE * entropy;
  }

  /** What a student certainly lost since its peak. Over one probe set the bound is too low. */
  private static double lostNats(Peak peak, Peak now, double level) {
    double reach = Math.hypot(peak.halfWidthNats(), now.halfWidthNats());
    return peak.nats() - now.nats() - widened(reach, level);
  }

  private static double widened(double halfWidth, double level) {
    return NormalTail.quantile(level) / Estimate.NORMAL_QUANTILE * halfWidth;
  }

  private static boolean copies(Point then, Point now, double entropy, double delta) {
    return now.copyingNats() - then.copyingNats() > RISE_SHARE * entropy
        && Trend.between(then, now).progressNats() < delta;
  }
}
