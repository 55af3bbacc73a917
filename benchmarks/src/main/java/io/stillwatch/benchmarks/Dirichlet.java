package io.stillwatch.benchmarks;

import java.util.Arrays;
import java.util.Random;

/** Seeded draws from symmetric Dirichlet distributions. */
final class Dirichlet {
  private Dirichlet() {}

  /** A probability vector: gamma variates over their sum. */
  static double[] draw(int length, double alpha, Random random) {
    double[] weights = new double[length];
    Arrays.setAll(weights, i -> gamma(alpha, random));
    double sum = Arrays.stream(weights).sum();
    Arrays.setAll(weights, i -> weights[i] / sum);
    return weights;
  }

  /**
   * A gamma variate by the rejection of Marsaglia and Tsang (2000, doi 10.1145/358407.358414);
   * below 1 by their power of a uniform.
   */
  private static double gamma(double shape, Random random) {
    if (shape < 1) {
      return gamma(shape + 1, random) * StrictMath.pow(random.nextDouble(), 1 / shape);
    }
    double d = shape - 1.0 / 3;
    double c = 1 / Math.sqrt(9 * d);
    while (true) {
      double x = random.nextGaussian();
      double root = 1 + c * x;
      double v = root * root * root;
      double logU = StrictMath.log(random.nextDouble());
      if (v > 0 && logU < 0.5 * x * x + d - d * v + d * StrictMath.log(v)) {
        return d * v;
      }
    }
  }
}
