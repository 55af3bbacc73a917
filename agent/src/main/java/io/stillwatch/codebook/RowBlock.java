package io.stillwatch.codebook;

import java.util.Arrays;

/**
 * Rows side by side: number after number, of each the rows one after the other, so that a processor
 * works on many rows at a time. Every row's sums are in index order and what they would be alone.
 * Not thread-safe.
 */
final class RowBlock {
  /** Rows of a block: few enough to stay near the processor. */
  static final int ROWS = 64;

  private static final int AT_ONCE = 4;
  private static final int ROWS_AT_ONCE = 8;

  private final int dimension;
  private final double[][] numbers;
  private final double[] sums = new double[ROWS];
  private final double[] norms = new double[ROWS];

  /** A block for rows of so many numbers. */
  RowBlock(int dimension) {
    this.dimension = dimension;
    // What fills up the last four is 0 and adds nothing.
    this.numbers = new double[filledUp(dimension)][ROWS];
  }

  /** A whole number of fours. */
  static int filledUp(int dimension) {
    return (dimension + AT_ONCE - 1) / AT_ONCE * AT_ONCE;
  }

  int dimension() {
    return dimension;
  }

  /** Takes rows; where there are fewer than fit the last are what they were before. */
  void take(float[] data, int firstRow, int rows) {
    int row = 0;
    for (; row <= rows - ROWS_AT_ONCE; row += ROWS_AT_ONCE) {
      takeEight(data, (firstRow + row) * dimension, row);
    }
    for (; row < rows; row++) {
      int first = (firstRow + row) * dimension;
      for (int i = 0; i < dimension; i++) {
        numbers[i][row] = data[first + i];
      }
    }
  }

  private void takeEight(float[] data, int first, int row) {
    for (int i = 0; i < dimension; i++) {
      double[] to = numbers[i];
      int from = first + i;
      to[row] = data[from];
      to[row + 1] = data[from + dimension];
      to[row + 2] = data[from + 2 * dimension];
      to[row + 3] = data[from + 3 * dimension];
      to[row + 4] = data[from + 4 * dimension];
      to[row + 5] = data[from + 5 * dimension];
      to[row + 6] = data[from + 6 * dimension];
      to[row + 7] = data[from + 7 * dimension];
    }
  }

  /** One over the Euclidean norm of each row, as {@link VectorRows#inverseNorm} has it. */
  double[] inverseNorms() {
    Arrays.fill(norms, 0);
    for (int i = 0; i < dimension; i++) {
      addSquares(norms, numbers[i]);
    }
    for (int row = 0; row < ROWS; row++) {
      norms[row] = norms[row] > 0 ? 1 / Math.sqrt(norms[row]) : 0;
    }
    return norms;
  }

  private static void addSquares(double[] sums, double[] numbers) {
    for (int row = 0; row < ROWS; row++) {
      sums[row] += numbers[row] * numbers[row];
    }
  }

  /**
   * The inner product of every row with weights, which lie in an array from {@code first} on and
   * are filled up to a whole number of fours; valid until the next is asked for.
   */
  double[] dots(double[] weights, int first, double start) {
    Arrays.fill(sums, start);
    for (int i = 0; i < numbers.length; i += AT_ONCE) {
      addFour(sums, numbers, i, weights, first + i);
    }
    return sums;
  }

  /** One index for all arrays, or the compiler would add one number at a time. */
  private static void addFour(double[] sums, double[][] numbers, int i, double[] weights, int at) {
    double[] a = numbers[i];
    double[] b = numbers[i + 1];
    double[] c = numbers[i + 2];
    double[] d = numbers[i + 3];
    double wa = weights[at];
    double wb = weights[at + 1];
    double wc = weights[at + 2];
    double wd = weights[at + 3];
    for (int row = 0; row < ROWS; row++) {
      sums[row] = sums[row] + a[row] * wa + b[row] * wb + c[row] * wc + d[row] * wd;
    }
  }
}
