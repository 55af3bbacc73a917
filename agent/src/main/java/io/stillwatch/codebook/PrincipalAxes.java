package io.stillwatch.codebook;

import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Principal components of normalised rows, by the symmetric eigenvalue problem of the covariance
 * or, where there are fewer rows than numbers a row, of the Gram matrix: the smaller of the two. On
 * one thread, since the order of a sum decides its last bit.
 */
final class PrincipalAxes {
  /**
   * An axis with less variance than this is the rounding of float32 numbers on the unit sphere,
   * about 4e-15, and no direction of the data.
   */
  private static final double LEAST_VARIANCE = 1e-13;

  private PrincipalAxes() {}

  /**
   * Fits mean and axes. Axes are in order of falling variance; the largest entry of each, the first
   * of several, is positive.
   *
   * @param data rows x dimension numbers
   * @param most the most axes wanted
   * @return with one axis of zeros where all normalised rows are equal
   */
  static Projection fit(float[] data, int rows, int dimension, int most) {
    Nd4j.factory().blas().setMaxThreads(1);
    double[] unit = normalised(data, rows, dimension);
    double[] mean = subtractMean(unit, rows, dimension);
    double[][] axes = axes(Nd4j.createFromArray(unit).reshape(rows, dimension), most);
    float[] stored = new float[axes.length * dimension];
    for (int j = 0; j < axes.length; j++) {
      store(axes[j], stored, j * dimension);
    }
    return new Projection(rounded(mean), stored);
  }

  private static double[] normalised(float[] data, int rows, int dimension) {
    double[] unit = new double[rows * dimension];
    for (int i = 0; i < rows; i++) {
      int first = i * dimension;
      double scale = VectorRows.inverseNorm(data, first, dimension);
      for (int j = first; j < first + dimension; j++) {
        unit[j] = data[j] * scale;
      }
    }
    return unit;
  }

  private static double[] subtractMean(double[] unit, int rows, int dimension) {
    double[] mean = new double[dimension];
    for (int i = 0; i < unit.length; i++) {
      mean[i % dimension] += unit[i] / rows;
    }
    for (int i = 0; i < unit.length; i++) {
      unit[i] -= mean[i % dimension];
    }
    return mean;
  }

  private static double[][] axes(INDArray centred, int most) {
    long rows = centred.rows();
    boolean wide = rows < centred.columns();
    INDArray products =
        wide ? centred.mmul(centred.transpose()) : centred.transpose().mmul(centred);
    INDArray vectors = products.divi(rows).dup('f');
    int size = vectors.rows();
    INDArray variances = Nd4j.create(DataType.DOUBLE, size);
    int failure = Nd4j.getBlasWrapper().lapack().syev('V', 'U', vectors, variances);
    if (failure != 0) {
      throw new IllegalStateException("the eigenvalues of the covariance did not converge");
    }
    int count = 0;
    while (count < Math.min(most, size) && variances.getDouble(size - 1 - count) > LEAST_VARIANCE) {
      count++;
    }
    double[][] axes = new double[Math.max(count, 1)][Math.toIntExact(centred.columns())];
    for (int j = 0; j < count; j++) {
      INDArray vector = vectors.getColumn(size - 1 - j, true);
      axes[j] = (wide ? centred.transpose().mmul(vector) : vector).dup().toDoubleVector();
    }
    return axes;
  }

  /** Scales to length 1, fixes the sign and rounds. */
  private static void store(double[] axis, float[] stored, int first) {
    double squares = 0;
    double largest = 0;
    for (double entry : axis) {
      squares += entry * entry;
      largest = Math.abs(entry) > Math.abs(largest) ? entry : largest;
    }
    double scale = squares > 0 ? Math.signum(largest) / Math.sqrt(squares) : 0;
    for (int i = 0; i < axis.length; i++) {
      stored[first + i] = (float) (axis[i] * scale);
    }
  }

  private static float[] rounded(double[] numbers) {
    float[] rounded = new float[numbers.length];
    for (int i = 0; i < numbers.length; i++) {
      rounded[i] = (float) numbers[i];
    }
    return rounded;
  }
}
