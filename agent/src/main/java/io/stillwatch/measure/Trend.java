package io.stillwatch.measure;

import io.stillwatch.interval.Estimate;
import io.stillwatch.interval.NormalTail;
import io.stillwatch.measure.VerdictMemory.Point;

/**
 * The progress between two measurements.
 *
 * @param progressNats redundancy now less redundancy then
 * @param standardErrorNats its standard error
 */
record Trend(double progressNats, double standardErrorNats) {
  /**
   * Compares two points: paired where an unbroken chain of passes over the same samples joins them
   * and that is the sharper test, else as two independent measurements.
   */
  static Trend between(Point then, Point now) {
    Trend unpaired =
        new Trend(
            now.redundancyNats() - then.redundancyNats(),
            Math.hypot(then.standardErrorNats(), now.standardErrorNats()));
    if (then.chain() != now.chain()) {
      return unpaired;
    }
    double variance = now.sinceStartVariance() - then.sinceStartVariance();
    double error = Math.sqrt(Math.max(variance, 0));
    return error < unpaired.standardErrorNats
        ? new Trend(now.sinceStartNats() - then.sinceStartNats(), error)
        : unpaired;
  }

  /** The lower bound of an interval of nominal 95 % coverage. */
  double lowerNats() {
    return progressNats - Estimate.NORMAL_QUANTILE * standardErrorNats;
  }

  /** The upper bound of an interval of nominal 95 % coverage. */
  double upperNats() {
    return progressNats + Estimate.NORMAL_QUANTILE * standardErrorNats;
  }

  /**
   * The upper bound that is too low with a small probability. A standard error is read off the
   * samples that moved. Where next to none did it says too little: of so many independent samples
   * none moves by chance, with that probability, though ln(1 / level) were to be expected.
   *
   * @param level the probability
   * @param sampleNats what one sample that moves is worth
   */
  double upperNats(double level, double sampleNats) {
    double scatter = NormalTail.quantile(level) * standardErrorNats;
    return progressNats + Math.hypot(scatter, -StrictMath.log(level) * sampleNats);
  }
}
