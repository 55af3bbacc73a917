package io.stillwatch.measure;

import io.stillwatch.measure.VerdictMemory.Point;
import java.util.List;

/**
 * What a point says beside those before it. Where a bound is called certain it is wrong in at most
 * {@link Judge#FALSE_SHARE} of all looks, however many there are; other bounds are those of 95 %
 * intervals.
 *
 * @param memory of the points before; not empty
 * @param now the point
 * @param horizon in points
 * @param deltaNats progress over the horizon below it is none
 * @param sampleNats what one sample that moves is worth
 */
record Progress(VerdictMemory memory, Point now, int horizon, double deltaNats, double sampleNats) {
  /**
   * What a student gains per sample that it comes to get right is ln(c - 1) + ln(a / (1 - a)) for c
   * equal classes, a perfect teacher and a share of a right already. The second term is taken for a
   * student that is right nine times in ten.
   */
  private static final double LOG_ODDS = StrictMath.log(9);

  /** The share of looks at which a stall that was certain over longer may outlast its truth. */
  private static final double OUTLASTING_SHARE = 1.0 / 200;

  /** Spans of one to four horizons overlap: to look at all is worth about three looks. */
  private static final double SPANS = 3;

  static Progress of(VerdictMemory memory, Point now, int horizon, Finding finding, double share) {
    double entropy = finding.estimates().corrected().labelEntropy();
    return new Progress(
        memory,
        now,
        horizon,
        share * entropy,
        (entropy + LOG_ODDS) / finding.snapshot().effectiveRows());
  }

  /**
   * Whether redundancy certainly lies below its best by delta. The best of many points is the one
   * that luck favoured most, so each of them has its part of the level alone.
   */
  boolean isLoss() {
    Trend trend = Trend.between(memory.best().orElseThrow(), now);
    double upper =
        memory.standing() == Verdict.REGRESSING
            ? trend.upperNats()
            : trend.upperNats(Judge.FALSE_SHARE / memory.looks(), sampleNats);
    return upper < -deltaNats;
  }

  /**
   * Whether progress over the horizon is too small to matter: by a bound over the horizon itself,
   * and for an alarm to be raised certainly, by what there was of it a horizon over that or some
   * longer span.
   */
  boolean isNone() {
    List<Point> recent = memory.recent();
    if (recent.size() < horizon || !isNoneOverHorizon()) {
      return false;
    }
    boolean none = memory.standing() == Verdict.STALLED;
    for (int span = horizon; span <= recent.size() && !none; span++) {
      double upper = over(span).upperNats(Judge.FALSE_SHARE / SPANS, sampleNats);
      none = upper * horizon < deltaNats * span;
    }
    return none;
  }

  private boolean isNoneOverHorizon() {
    Trend trend = over(horizon);
    // Where nothing moved at all a longer span says for how long; the first move ends it.
    double moved = trend.standardErrorNats() > 0 ? sampleNats : 0;
    return trend.upperNats(OUTLASTING_SHARE, moved) < deltaNats;
  }

  /** Whether there is progress over the horizon, or what there is of it, by its 95 % bound. */
  boolean isGain() {
    return over(Math.min(horizon, memory.recent().size())).lowerNats() > 0;
  }

  private Trend over(int points) {
    List<Point> recent = memory.recent();
    return Trend.between(recent.get(recent.size() - points), now);
  }
}
