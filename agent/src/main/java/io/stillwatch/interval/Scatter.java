package io.stillwatch.interval;

import io.stillwatch.table.CompensatedSum;

/** How the influences of a sample's rows scatter, collected cell by cell. Not thread-safe. */
final class Scatter {
  /** Rows that differ by less than a millionth of their size do not differ. */
  private static final double ROUNDING = 1e-12;

  private final CompensatedSum weights = new CompensatedSum();
  private final CompensatedSum sum = new CompensatedSum();
  private final CompensatedSum squares = new CompensatedSum();
  private final CompensatedSum cubes = new CompensatedSum();

  /** Adds rows of one influence, in any unit of weight that all of them share. */
  void add(double weight, double nats) {
    weights.add(weight);
    sum.add(weight * nats);
    squares.add(weight * nats * nats);
    cubes.add(weight * nats * nats * nats);
  }

  /** The standard error of the mean of so many independent rows. */
  double standardError(double effectiveRows) {
    return Math.sqrt(variance() / effectiveRows);
  }

  /**
   * By how much an interval of the mean of so many independent rows should be moved, both ends
   * alike, as the mean and its standard error err together where rows are skewed: a sample that
   * has, by luck, too few of the exceptions has too small an error too. With q the quantile of the
   * interval it is (1 + 2 q^2) m_3 / (6 m_2 n), for the central moments m. Source: N. J. Johnson,
   * Modified t Tests and Confidence Intervals for Asymmetrical Populations, JASA 73 (1978), pages
   * 536 to 544.
   */
  double skewShift(double effectiveRows) {
    double mean = mean();
    double square = squares.value() / weights.value();
    double third = cubes.value() / weights.value() - mean * (3 * square - 2 * mean * mean);
    double variance = variance();
    double quantile = Estimate.NORMAL_QUANTILE;
    return variance > ROUNDING * square
        ? (1 + 2 * quantile * quantile) * third / (6 * variance * effectiveRows)
        : 0;
  }

  private double mean() {
    return sum.value() / weights.value();
  }

  private double variance() {
    double mean = mean();
    return Math.max(0, squares.value() / weights.value() - mean * mean);
  }
}
