package io.stillwatch.table;

/**
 * Entropies and divergences in nats, accurate to the last digits and the same on every machine
 * ({@link StrictMath}).
 */
final class Entropies {
  private Entropies() {}

  /** H of a distribution; 0 log 0 = 0. */
  static double entropy(double[] probabilities) {
    CompensatedSum sum = new CompensatedSum();
    for (double p : probabilities) {
      if (p > 0) {
        sum.add(-p * StrictMath.log(p));
      }
    }
    return Math.max(0, sum.value());
  }

  /**
   * One term of a divergence, p log(p/q) - p + q. The two corrections vanish in a sum over
   * distributions, but make every term non-negative: an information of nothing comes out as 0 and
   * not as the rounding noise of terms that cancel.
   */
  static double divergenceTerm(double p, double q) {
    if (p <= 0) {
      return q;
    }
    double excess = (p - q) / q;
    double term =
        Math.abs(excess) < 0.5
            ? q * ((1 + excess) * StrictMath.log1p(excess) - excess)
            : p * StrictMath.log(p / q) - p + q;
    return Math.max(0, term);
  }
}
