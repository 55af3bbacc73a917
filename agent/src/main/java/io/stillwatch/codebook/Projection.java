package io.stillwatch.codebook;

/**
 * A row's way into the space of principal components: divided by its norm, less the mean, onto the
 * axes. Held in single precision, because that is what is stored and travels.
 *
 * @param mean of the normalised rows, {@code dimension} numbers
 * @param axes axis after axis, {@code dimension} numbers each; at least one axis
 */
public record Projection(float[] mean, float[] axes) {
  /** Checks that the shapes match. */
  public Projection {
    if (mean.length < 1 || axes.length < 1 || axes.length % mean.length != 0) {
      throw new IllegalArgumentException(
          "axes had " + axes.length + " numbers; must be a multiple of " + mean.length);
    }
  }

  /**
   * Numbers a row.
   *
   * @return at least 1
   */
  public int dimension() {
    return mean.length;
  }

  /**
   * Numbers a projected row.
   *
   * @return at least 1
   */
  public int components() {
    return axes.length / mean.length;
  }

  /** Projects rows; the result has {@link #components} numbers a row. */
  double[] project(float[] data, int rows) {
    int components = components();
    double[] projected = new double[rows * components];
    double[] row = new double[dimension()];
    for (int i = 0; i < rows; i++) {
      centre(data, i * row.length, row);
      int j = 0;
      for (; j < components - 3; j += 4) {
        fourDots(row, j, projected, i * components + j);
      }
      for (; j < components; j++) {
        projected[i * components + j] = dot(row, j * row.length);
      }
    }
    return projected;
  }

  private void centre(float[] data, int first, double[] row) {
    double scale = VectorRows.inverseNorm(data, first, row.length);
    for (int i = 0; i < row.length; i++) {
      row[i] = data[first + i] * scale - mean[i];
    }
  }

  private double dot(double[] row, int axis) {
    double sum = 0;
    for (int i = 0; i < row.length; i++) {
      sum += row[i] * axes[axis + i];
    }
    return sum;
  }

  /** Four of these side by side: each waits for itself at every number. */
  private void fourDots(double[] row, int axis, double[] dots, int first) {
    int at = axis * row.length;
    double a = 0;
    double b = 0;
    double c = 0;
    double d = 0;
    for (int i = 0; i < row.length; i++) {
      a += row[i] * axes[at + i];
      b += row[i] * axes[at + row.length + i];
      c += row[i] * axes[at + 2 * row.length + i];
      d += row[i] * axes[at + 3 * row.length + i];
    }
    dots[first] = a;
    dots[first + 1] = b;
    dots[first + 2] = c;
    dots[first + 3] = d;
  }
}
