package io.stillwatch.measure;

import io.stillwatch.interval.Estimate;
import io.stillwatch.measure.VerdictMemory.Point;

/**
 * The progress between two measurements with its interval of nominal 95 % coverage, in nats.
 *
 * @param lowerNats lower bound
 * @param upperNats upper bound
 */
record Trend(double lowerNats, double upperNats) {
  /**
   * Compares two points: paired where an unbroken chain of passes over the same samples joins them
   * and that is the sharper test, else as two independent measurements.
   */
  static Trend between(Point then, Point now) {
    double unpairedError = Math.hypot(then.standardErrorNats(), now.standardErrorNats());
    Trend unpaired = around(now.redundancyNats() - then.redundancyNats(), unpairedError);
    if (then.chain() != now.chain()) {
      return unpaired;
    }
    double pairedError = now.sinceStartErrorNats() - then.sinceStartErrorNats();
    return pairedError < unpairedError
        ? around(now.sinceStartNats() - then.sinceStartNats(), pairedError)
        : unpaired;
  }

  private static Trend around(double progressNats, double standardErrorNats) {
    double half = Estimate.NORMAL_QUANTILE * standardErrorNats;
    return new Trend(progressNats - half, progressNats + half);
  }
}
