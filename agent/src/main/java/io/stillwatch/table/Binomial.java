package io.stillwatch.table;

import java.util.Random;

/** Seeded draws from a binomial distribution. */
final class Binomial {
  /** Up to here every trial is drawn; above, the normal limit is close enough for a jackknife. */
  private static final long MOST_TRIALS_DRAWN = 4_096;

  private Binomial() {}

  /** The number of successes in so many trials. */
  static long draw(long trials, double probability, Random random) {
    if (probability >= 1) {
      return trials;
    }
    if (trials > MOST_TRIALS_DRAWN) {
      double mean = trials * probability;
      double deviation = Math.sqrt(mean * (1 - probability));
      long drawn = Math.round(mean + deviation * random.nextGaussian());
      return Math.max(0, Math.min(trials, drawn));
    }
    long successes = 0;
    for (long trial = 0; trial < trials; trial++) {
      successes += random.nextDouble() < probability ? 1 : 0;
    }
    return successes;
  }
}
