package io.stillwatch.sample;

/**
 * Weights of samples, quantised to multiples of 2^-20, so that tables are {@code long} and adding
 * and removing a sample are exact.
 */
public final class Weight {
  /** The weight 1 in quantised units. */
  public static final long ONE = 1L << 20;

  /** The largest weight, 2^20: a thousand million samples of it still fit a {@code long}. */
  public static final double LARGEST = 1 << 20;

  private Weight() {}

  /**
   * Quantises one weight.
   *
   * @param weight 0 to {@link #LARGEST}
   * @return the nearest multiple of 2^-20, in units of 2^-20
   * @throws IllegalArgumentException if the weight is outside its range or not a number
   */
  public static long quantised(double weight) {
    if (!(weight >= 0 && weight <= LARGEST)) {
      throw new IllegalArgumentException(
          "weight was " + weight + "; must be between 0 and " + LARGEST);
    }
    return Math.round(weight * ONE);
  }

  /**
   * Turns quantised units into samples.
   *
   * @param quantised a weight or a sum of weights, in units of 2^-20
   * @return the same in samples
   */
  public static double samples(long quantised) {
    return quantised / (double) ONE;
  }
}
