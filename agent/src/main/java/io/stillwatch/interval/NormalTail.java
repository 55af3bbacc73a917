package io.stillwatch.interval;

/**
 * How far out a normal variable may be by chance. Where many looks are taken, and where one of many
 * is picked for its size, the bounds of a 95 % interval are far too near.
 *
 * <p>The quantile is that of the bound P(Z &gt; z) &lt; exp(-z^2 / 2) / (z sqrt(2 pi)), the
 * inequality of Mills' ratio, so it is never too small; it is too large by 2 % at the largest
 * level, by less than 1 % at one in 1,000 and by less further out. It is found by iterating z^2 =
 * -2 ln(level z sqrt(2 pi)), which takes a tenth of the error, or less, a step. Stateless; the same
 * on every machine.
 */
public final class NormalTail {
  /** The largest level; beyond it the bound is a poor one. */
  public static final double LARGEST_LEVEL = 0.01;

  private static final int STEPS = 30;
  private static final double ROOT_OF_TWO_PI = StrictMath.sqrt(2 * Math.PI);

  private NormalTail() {}

  /**
   * What a standard normal variable exceeds with at most the given probability.
   *
   * @param level above 0, at most {@link #LARGEST_LEVEL}
   * @return standard deviations above the mean
   * @throws IllegalArgumentException if the level is another
   */
  public static double quantile(double level) {
    if (!(level > 0 && level <= LARGEST_LEVEL)) {
      throw new IllegalArgumentException(
          "level was " + level + "; must be above 0 and at most " + LARGEST_LEVEL);
    }
    double z = StrictMath.sqrt(-2 * StrictMath.log(level));
    for (int step = 0; step < STEPS; step++) {
      z = StrictMath.sqrt(-2 * StrictMath.log(level * z * ROOT_OF_TWO_PI));
    }
    return z;
  }
}
