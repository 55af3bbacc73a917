package io.stillwatch.table;

/**
 * A sum that carries its own rounding error (Neumaier 1974, doi 10.1002/zamm.19740540106), so that
 * thousands of terms add up to the last digit. The order of the terms decides the last bit.
 */
public final class CompensatedSum {
  private double sum;
  private double carry;

  /** Starts at 0. */
  public CompensatedSum() {}

  /**
   * Adds one term.
   *
   * @param term any number
   */
  public void add(double term) {
    double next = sum + term;
    carry += Math.abs(sum) >= Math.abs(term) ? (sum - next) + term : (term - next) + sum;
    sum = next;
  }

  /**
   * The sum so far.
   *
   * @return the sum with its carry
   */
  public double value() {
    return sum + carry;
  }
}
