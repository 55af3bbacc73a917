package io.stillwatch.interval;

/**
 * The smallest true change that a test would find: with a probability of 80 % at the two-sided 5 %
 * level. It says what a sample can see before anything happened, and what "no change found" is
 * worth.
 *
 * <p>That is (1.96 + 0.84) standard errors of the measured change. Source: H. S. Bloom, Minimum
 * Detectable Effects, Evaluation Review 19 (1995), doi 10.1177/0193841X9501900504.
 */
public final class MinimumDetectableChange {
  /** The quantile of the normal distribution for a probability of 80 %. */
  private static final double POWER_QUANTILE = 0.84;

  private MinimumDetectableChange() {}

  /**
   * Of a change whose standard error is known, such as a paired one.
   *
   * @param standardErrorNats of the change; at least 0
   * @return in nats
   */
  public static double nats(double standardErrorNats) {
    return (Estimate.NORMAL_QUANTILE + POWER_QUANTILE) * standardErrorNats;
  }

  /**
   * Between two independent measurements. All that widens their intervals counts as error.
   *
   * @param then the one measurement
   * @param now the other
   * @return in nats
   */
  public static double betweenNats(Estimate then, Estimate now) {
    return nats(Math.hypot(then.halfWidth(), now.halfWidth()) / Estimate.NORMAL_QUANTILE);
  }
}
