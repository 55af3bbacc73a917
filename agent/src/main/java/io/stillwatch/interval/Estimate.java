package io.stillwatch.interval;

/**
 * One number with its interval of nominal 95 % coverage.
 *
 * @param value the corrected estimate; between the bounds
 * @param lower the lower bound
 * @param upper the upper bound
 */
public record Estimate(double value, double lower, double upper) {
  /** Standard errors to either side of an interval: of the normal distribution, for 95 %. */
  public static final double NORMAL_QUANTILE = 1.96;

  /**
   * How far the interval reaches to one side; the larger one where it is not symmetric.
   *
   * @return at least 0
   */
  public double halfWidth() {
    return Math.max(upper - value, value - lower);
  }
}
