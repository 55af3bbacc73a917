package io.stillwatch.codebook;

import java.util.Arrays;

/**
 * Linear scores of a row, and which is the largest. Computed in double precision and in index
 * order, the same on every machine, and without memory. A sum waits for itself at every number, so
 * five scores are made side by side; each is what it would be alone.
 *
 * <p>Immutable and safe for many threads.
 */
final class LinearScores {
  private static final int AT_ONCE = 5;

  private final int dimension;
  private final int scores;
  private final int stride;
  private final double[] weights;
  private final double[] starts;
  private final double[] biases;

  /**
   * Scores: start + weights . row, times a scale, less bias.
   *
   * @param weights score after score, as many numbers each as a row has
   * @param starts one a score
   * @param biases one a score
   */
  LinearScores(double[] weights, double[] starts, double[] biases) {
    this.scores = biases.length;
    this.dimension = weights.length / scores;
    this.stride = RowBlock.filledUp(dimension);
    // Of the scores that fill up the last five none is ever the largest.
    int all = (scores + AT_ONCE - 1) / AT_ONCE * AT_ONCE;
    this.weights = new double[all * stride];
    for (int k = 0; k < scores; k++) {
      System.arraycopy(weights, k * dimension, this.weights, k * stride, dimension);
    }
    this.starts = Arrays.copyOf(starts, all);
    this.biases = Arrays.copyOf(biases, all);
    Arrays.fill(this.biases, scores, all, Double.POSITIVE_INFINITY);
  }

  /**
   * The largest score, the first of several.
   *
   * @param rows holds the row, from {@code first} on
   * @return its index; 0 where none is a number
   */
  int best(float[] rows, int first, double scale) {
    int best = 0;
    double most = Double.NEGATIVE_INFINITY;
    for (int k = 0; k < biases.length; k += AT_ONCE) {
      double[] sums = sums(rows, first, k);
      for (int j = 0; j < AT_ONCE; j++) {
        double score = sums[j] * scale - biases[k + j];
        if (score > most) {
          most = score;
          best = k + j;
        }
      }
    }
    return best;
  }

  /**
   * The same of every row of a block.
   *
   * @param scales one a row
   * @param codes written to, from {@code at} on
   */
  void best(RowBlock block, double[] scales, int rows, int[] codes, int at) {
    double[] most = new double[rows];
    Arrays.fill(most, Double.NEGATIVE_INFINITY);
    for (int k = 0; k < scores; k++) {
      double[] sums = block.dots(weights, k * stride, starts[k]);
      for (int row = 0; row < rows; row++) {
        double score = sums[row] * scales[row] - biases[k];
        if (score > most[row]) {
          most[row] = score;
          codes[at + row] = k;
        }
      }
    }
  }

  private double[] sums(float[] rows, int first, int score) {
    double a = starts[score];
    double b = starts[score + 1];
    double c = starts[score + 2];
    double d = starts[score + 3];
    double e = starts[score + 4];
    int at = score * stride;
    for (int i = 0; i < dimension; i++) {
      double number = rows[first + i];
      a += number * weights[at + i];
      b += number * weights[at + stride + i];
      c += number * weights[at + 2 * stride + i];
      d += number * weights[at + 3 * stride + i];
      e += number * weights[at + 4 * stride + i];
    }
    return new double[] {a, b, c, d, e};
  }
}
