package io.stillwatch.snapshot;

import java.math.BigInteger;

/**
 * An exact sum of squares of longs, in 128 bits: what was taken out leaves nothing behind. Sums of
 * weights are below 2^63, so the sum of their squares fits. Not thread-safe.
 */
final class SquareSum {
  private long high;
  private long low;

  void add(long number) {
    long lower = number * number;
    low += lower;
    high += Math.multiplyHigh(number, number) + (Long.compareUnsigned(low, lower) < 0 ? 1 : 0);
  }

  void subtract(long number) {
    long lower = number * number;
    high -= Math.multiplyHigh(number, number) + (Long.compareUnsigned(low, lower) < 0 ? 1 : 0);
    low -= lower;
  }

  /** The nearest double. */
  double doubleValue() {
    BigInteger upper = BigInteger.valueOf(high).shiftLeft(Long.SIZE);
    return upper.add(new BigInteger(Long.toUnsignedString(low))).doubleValue();
  }
}
