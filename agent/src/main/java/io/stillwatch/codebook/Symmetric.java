package io.stillwatch.codebook;

/** Positive definite systems by Cholesky, in place, row after row; only lower triangles count. */
final class Symmetric {
  private Symmetric() {}

  /** Turns a matrix into its factor. */
  static void factor(double[] matrix, int size) {
    for (int i = 0; i < size; i++) {
      for (int j = 0; j <= i; j++) {
        double sum = matrix[i * size + j];
        for (int k = 0; k < j; k++) {
          sum -= matrix[i * size + k] * matrix[j * size + k];
        }
        matrix[i * size + j] = i == j ? Math.sqrt(sum) : sum / matrix[j * size + j];
      }
    }
  }

  /** Turns a right side into the solution. */
  static void solve(double[] factor, int size, double[] side) {
    for (int i = 0; i < size; i++) {
      for (int j = 0; j < i; j++) {
        side[i] -= factor[i * size + j] * side[j];
      }
      side[i] /= factor[i * size + i];
    }
    for (int i = size - 1; i >= 0; i--) {
      for (int j = i + 1; j < size; j++) {
        side[i] -= factor[j * size + i] * side[j];
      }
      side[i] /= factor[i * size + i];
    }
  }
}
