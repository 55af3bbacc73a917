package io.stillwatch.codebook;

import java.util.Arrays;

/**
 * Linear discriminant analysis with a ridge (Friedman 1989, doi 10.1080/01621459.1989.10478752):
 * classes are taken as normal with one covariance, which is drawn towards a multiple of the
 * identity. Solved by Cholesky in plain loops and index order, so that the same rows give the same
 * bits on every machine; rows x dimension^2 / 2 + dimension^3 / 6 multiplications.
 */
final class Discriminant {
  /** The identity's weight, of the mean variance of a number: rows may be fewer than numbers. */
  static final double RIDGE_SHARE = 0.1;

  /** Rows that are added together. */
  private static final int AT_ONCE = 4;

  /** Rows that vary less, of their squared length, are one row and its rounding: all code 0. */
  private static final double LEAST_SHARE = 1e-12;

  private final LabelledVectors rows;
  private final Half half;
  private final int dimension;
  private final int[] sizes;
  private final double[] mean;
  private final double[][] classMeans;
  private int count;
  private double squares;
  private double variance;

  private Discriminant(LabelledVectors rows, Half half) {
    this.rows = rows;
    this.half = half;
    this.dimension = rows.dimension();
    this.sizes = new int[rows.classes()];
    this.mean = new double[dimension];
    this.classMeans = new double[rows.classes()][dimension];
    for (int row = 0; row < rows.rows(); row++) {
      if (isOwn(row)) {
        addToMeans(row);
      }
    }
    for (int k = 0; k < sizes.length; k++) {
      for (int i = 0; i < dimension; i++) {
        classMeans[k][i] /= Math.max(sizes[k], 1);
      }
    }
    for (int i = 0; i < dimension; i++) {
      mean[i] /= Math.max(count, 1);
    }
  }

  /** The readout fitted on one half; without rows, or of constant rows, all is code 0. */
  static Readout fit(LabelledVectors rows, Half half) {
    return new Discriminant(rows, half).readout();
  }

  private boolean isOwn(int row) {
    return rows.halves()[row] == half;
  }

  private void addToMeans(int row) {
    int label = rows.labels()[row];
    sizes[label]++;
    count++;
    for (int i = 0; i < dimension; i++) {
      double number = rows.data()[row * dimension + i];
      mean[i] += number;
      classMeans[label][i] += number;
      squares += number * number;
    }
  }

  private Readout readout() {
    float[] weights = new float[sizes.length * dimension];
    float[] biases = new float[sizes.length];
    double[] factor = covariance();
    if (variance <= LEAST_SHARE * squares) {
      return new Readout(weights, biases);
    }
    Symmetric.factor(factor, dimension);
    for (int k = 0; k < sizes.length; k++) {
      biases[k] = sizes[k] > 0 ? score(k, factor, weights) : Float.NEGATIVE_INFINITY;
    }
    return new Readout(weights, biases);
  }

  /** Writes the weights of a class and gives its bias, as far as float32 can hold them. */
  private float score(int label, double[] factor, float[] weights) {
    double[] weight = new double[dimension];
    for (int i = 0; i < dimension; i++) {
      weight[i] = classMeans[label][i] - mean[i];
    }
    Symmetric.solve(factor, dimension, weight);
    double bias = StrictMath.log((double) sizes[label] / count);
    for (int i = 0; i < dimension; i++) {
      weights[label * dimension + i] = (float) weight[i];
      bias -= weights[label * dimension + i] * (classMeans[label][i] + mean[i]) / 2;
    }
    return (float) bias;
  }

  /** Within classes, with the ridge; the lower triangle alone. Sums the total variance too. */
  private double[] covariance() {
    double[][] sums = new double[dimension][];
    for (int i = 0; i < dimension; i++) {
      sums[i] = new double[i + 1];
    }
    double[][] off = new double[AT_ONCE][dimension];
    int held = 0;
    for (int row = 0; row < rows.rows(); row++) {
      if (isOwn(row)) {
        subtractMeans(row, off[held++]);
        if (held == AT_ONCE) {
          addProducts(off, sums);
          held = 0;
        }
      }
    }
    for (double[] none : Arrays.asList(off).subList(held, AT_ONCE)) {
      Arrays.fill(none, 0);
    }
    addProducts(off, sums);
    double ridge = RIDGE_SHARE * variance / dimension / Math.max(count, 1);
    double[] matrix = new double[dimension * dimension];
    for (int i = 0; i < dimension; i++) {
      for (int j = 0; j <= i; j++) {
        matrix[i * dimension + j] = sums[i][j] / Math.max(count, 1) + (i == j ? ridge : 0);
      }
    }
    return matrix;
  }

  private void subtractMeans(int row, double[] off) {
    double[] centre = classMeans[rows.labels()[row]];
    for (int i = 0; i < dimension; i++) {
      double number = rows.data()[row * dimension + i];
      variance += (number - mean[i]) * (number - mean[i]);
      off[i] = number - centre[i];
    }
  }

  /** Row by row as the sums go, but every sum is read and written once for several rows. */
  private static void addProducts(double[][] off, double[][] sums) {
    for (int i = 0; i < sums.length; i++) {
      addProducts(off, i, sums[i]);
    }
  }

  /** One index for all arrays, or the compiler would add one number at a time. */
  private static void addProducts(double[][] off, int i, double[] sums) {
    double[] a = off[0];
    double[] b = off[1];
    double[] c = off[2];
    double[] d = off[3];
    double ai = a[i];
    double bi = b[i];
    double ci = c[i];
    double di = d[i];
    for (int j = 0; j < sums.length; j++) {
      sums[j] = sums[j] + ai * a[j] + bi * b[j] + ci * c[j] + di * d[j];
    }
  }
}
