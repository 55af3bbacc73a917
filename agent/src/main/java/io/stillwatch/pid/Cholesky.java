package io.stillwatch.pid;

/**
 * Dense Cholesky factorisation A = U'U of the upper triangle, in place, and its triangular solves.
 *
 * <p>Written by rows: rows of pivots are subtracted from the rows below, four at a time, which a
 * JIT compiler turns into vector instructions; dot products it does not. A panel of pivots stays in
 * cache while the rest of the triangle streams past once.
 *
 * <p>A pivot that has lost all its digits is replaced by a huge one: its unknown comes out as 0,
 * and the direction without it is still one of descent. Interior points need this in their last
 * steps.
 */
final class Cholesky {
  private static final int PANEL = 32;
  private static final double LOST = 1e-15;
  private static final double HUGE = 1e150;

  private Cholesky() {}

  /** Factors the upper triangle of the first {@code n} rows. */
  static void factor(double[][] u, int n) {
    double[] diagonal = new double[n];
    for (int i = 0; i < n; i++) {
      diagonal[i] = u[i][i];
    }
    for (int first = 0; first < n; first += PANEL) {
      int end = Math.min(first + PANEL, n);
      for (int i = first; i < end; i++) {
        subtract(u, first, i, u[i], i, i, n);
        scalePivot(u[i], i, n, diagonal[i]);
      }
      for (int i = end; i < n; i++) {
        subtract(u, first, end, u[i], i, i, n);
      }
    }
  }

  private static void scalePivot(double[] row, int i, int n, double original) {
    double pivot = row[i] > LOST * original ? Math.sqrt(row[i]) : HUGE;
    double inverse = 1 / pivot;
    row[i] = pivot;
    for (int j = i + 1; j < n; j++) {
      row[j] *= inverse;
    }
  }

  /**
   * target[j] -= sum over k of rows[k][column] rows[k][j], for j from {@code from} to {@code to}.
   */
  static void subtract(
      double[][] rows, int first, int end, double[] target, int column, int from, int to) {
    int k = first;
    for (; k + 3 < end; k += 4) {
      axpy4(rows, k, target, column, from, to);
    }
    for (; k < end; k++) {
      double[] row = rows[k];
      double factor = row[column];
      for (int j = from; j < to; j++) {
        target[j] -= factor * row[j];
      }
    }
  }

  private static void axpy4(double[][] rows, int k, double[] target, int column, int from, int to) {
    double[] r0 = rows[k];
    double[] r1 = rows[k + 1];
    double[] r2 = rows[k + 2];
    double[] r3 = rows[k + 3];
    double f0 = r0[column];
    double f1 = r1[column];
    double f2 = r2[column];
    double f3 = r3[column];
    for (int j = from; j < to; j++) {
      target[j] -= f0 * r0[j] + f1 * r1[j] + f2 * r2[j] + f3 * r3[j];
    }
  }

  /** Solves U'x = x in place. */
  static void solveLower(double[][] u, int n, double[] x) {
    for (int i = 0; i < n; i++) {
      double value = x[i] / u[i][i];
      x[i] = value;
      double[] row = u[i];
      for (int j = i + 1; j < n; j++) {
        x[j] -= value * row[j];
      }
    }
  }

  /** Solves Ux = x in place. */
  static void solveUpper(double[][] u, int n, double[] x) {
    for (int i = n - 1; i >= 0; i--) {
      double[] row = u[i];
      double value = x[i];
      for (int j = i + 1; j < n; j++) {
        value -= row[j] * x[j];
      }
      x[i] = value / row[i];
    }
  }
}
