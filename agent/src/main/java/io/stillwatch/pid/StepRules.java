package io.stillwatch.pid;

/**
 * How far an interior point goes and where it aims.
 *
 * @param cells the number of constraints
 * @param gapNats the duality gap where it is
 * @param toleranceNats the gap wanted
 */
record StepRules(int cells, double gapNats, double toleranceNats) {
  private static final double LARGEST_MOVE = 10;
  private static final double LOG_2 = 0.6931471805599453;

  /** The longest step, at most 1, that keeps every value at least 0. */
  static double longest(double[] values, double[] direction) {
    double step = 1;
    for (int k = 0; k < values.length; k++) {
      if (direction[k] < 0) {
        step = Math.min(step, -values[k] / direction[k]);
      }
    }
    return step;
  }

  /** The step of the multipliers. */
  double primal(Iterate iterate, Direction direction) {
    return damped(longest(iterate.lambda, direction.lambda));
  }

  /** The step of the duals and their slacks. */
  double dual(Iterate iterate, Direction direction) {
    double longest = damped(longest(iterate.sigma, direction.sigma));
    return Math.min(longest, LARGEST_MOVE / direction.largestMove());
  }

  /** Stays off the boundary, by less and less as the gap closes. */
  private double damped(double longest) {
    double fraction = 1 - 10 * gapNats / LOG_2;
    return longest < 1 ? longest * Math.max(0.9, Math.min(0.9999, fraction)) : 1;
  }

  /** The product to aim at, given the gap that the affine step alone would leave. */
  double centre(double predictedGapNats) {
    double mean = gapNats / cells;
    double ratio = Math.max(0, predictedGapNats / gapNats);
    double centring = Math.max(1e-6, Math.min(1, ratio * ratio * ratio));
    return Math.max(centring * mean, Math.min(mean, 0.05 * toleranceNats / cells));
  }
}
