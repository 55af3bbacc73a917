package io.stillwatch.interval;

import io.stillwatch.table.CompensatedSum;

/** How the influences of a sample's rows scatter, collected cell by cell. Not thread-safe. */
final class Scatter {
  private final CompensatedSum weights = new CompensatedSum();
  private final CompensatedSum sum = new CompensatedSum();
  private final CompensatedSum squares = new CompensatedSum();

  /** Adds rows of one influence, in any unit of weight that all of them share. */
  void add(double weight, double nats) {
    weights.add(weight);
    sum.add(weight * nats);
    squares.add(weight * nats * nats);
  }

  /** The standard error of the mean of so many independent rows. */
  double standardError(double effectiveRows) {
    double mean = sum.value() / weights.value();
    double variance = squares.value() / weights.value() - mean * mean;
    return Math.sqrt(Math.max(0, variance) / effectiveRows);
  }
}
