package io.stillwatch.interval;

/**
 * The difference of two independent measurements, with its interval. How far either estimate may be
 * off to a side is read off its own interval, so these need not be symmetric: the difference lies
 * as far below its value as the root of the squares of the one's way down and the other's way up.
 * Source: G. Y. Zou, A. Donner, Construction of Confidence Limits about Effect Measures: a General
 * Approach, Statistics in Medicine 27 (2008), doi 10.1002/sim.3095.
 *
 * <p>Over one and the same sample two measurements err alike, and the interval is then too wide,
 * not too narrow.
 */
public final class IndependentDifference {
  private IndependentDifference() {}

  /**
   * One estimate less another.
   *
   * @param one what is subtracted from
   * @param other what is subtracted
   * @return their difference, of either sign
   */
  public static Estimate of(Estimate one, Estimate other) {
    double difference = one.value() - other.value();
    double down = StrictMath.hypot(one.value() - one.lower(), other.upper() - other.value());
    double up = StrictMath.hypot(one.upper() - one.value(), other.value() - other.lower());
    return new Estimate(difference, difference - down, difference + up);
  }
}
