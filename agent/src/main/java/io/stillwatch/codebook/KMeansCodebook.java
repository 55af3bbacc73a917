package io.stillwatch.codebook;

import io.stillwatch.sample.Values;
import java.util.OptionalInt;

/**
 * The codebook of vectors: the code of a row is the nearest centre of its projection, the first of
 * several.
 *
 * <p>For a centre c, axes P, mean m and a normalised row u the squared distance |P(u - m) - c|^2
 * is, but for a part that all centres share, -2 (u.w - b) with w = P'c and b = |c|^2/2 + m.w. So
 * the code is the arg max of one linear score a centre, computed in double precision, in index
 * order and without memory: the same bits on every machine, at clusters x dimension multiplications
 * a row.
 *
 * <p>Immutable and safe for many threads. The arrays given are not copied and must not change.
 */
public final class KMeansCodebook implements Codebook {
  private final Projection projection;
  private final float[] centres;
  private final double[] weights;
  private final double[] biases;
  private final String fingerprint;

  /**
   * A codebook from its stored numbers.
   *
   * @param projection from rows to components
   * @param centres centre after centre, {@code projection.components()} numbers each
   * @throws IllegalArgumentException if there is no whole number of centres, at least one
   */
  public KMeansCodebook(Projection projection, float[] centres) {
    if (centres.length < 1 || centres.length % projection.components() != 0) {
      throw new IllegalArgumentException(
          "centres had "
              + centres.length
              + " numbers; must be a multiple of "
              + projection.components());
    }
    this.projection = projection;
    this.centres = centres;
    this.weights = new double[clusters() * projection.dimension()];
    this.biases = new double[clusters()];
    for (int k = 0; k < clusters(); k++) {
      score(k);
    }
    this.fingerprint = Fingerprint.of(projection.mean(), projection.axes(), centres);
  }

  private void score(int cluster) {
    int dimension = projection.dimension();
    double bias = 0;
    for (int j = 0; j < projection.components(); j++) {
      double c = centres[cluster * projection.components() + j];
      bias += c * c / 2;
      for (int i = 0; i < dimension; i++) {
        weights[cluster * dimension + i] += c * projection.axes()[j * dimension + i];
      }
    }
    for (int i = 0; i < dimension; i++) {
      bias += projection.mean()[i] * weights[cluster * dimension + i];
    }
    biases[cluster] = bias;
  }

  @Override
  public int code(Values values, int row, Half half) {
    int dimension = projection.dimension();
    float[] data = VectorRows.data(values, dimension);
    int first = row * dimension;
    double scale = VectorRows.inverseNorm(data, first, dimension);
    int best = 0;
    double bestScore = Double.NEGATIVE_INFINITY;
    for (int k = 0; k < biases.length; k++) {
      double score = dot(data, first, k * dimension, dimension) * scale - biases[k];
      if (score > bestScore) {
        bestScore = score;
        best = k;
      }
    }
    return best;
  }

  private double dot(float[] data, int first, int weight, int dimension) {
    double sum = 0;
    for (int i = 0; i < dimension; i++) {
      sum += data[first + i] * weights[weight + i];
    }
    return sum;
  }

  /** From a normalised row to the centre of a code, 0 to 4. */
  double squaredDistance(float[] data, int row, int code) {
    int dimension = projection.dimension();
    int first = row * dimension;
    double scale = VectorRows.inverseNorm(data, first, dimension);
    double sum = 0;
    for (int i = 0; i < dimension; i++) {
      double off = data[first + i] * scale - projection.mean()[i] - weights[code * dimension + i];
      sum += off * off;
    }
    return sum;
  }

  /** The centres among the components of another projection of rows of the same dimension. */
  double[] centresIn(Projection other) {
    int dimension = projection.dimension();
    double[] moved = new double[clusters() * other.components()];
    for (int i = 0; i < moved.length; i++) {
      int cluster = i / other.components();
      int axis = i % other.components();
      for (int j = 0; j < dimension; j++) {
        double place = weights[cluster * dimension + j] + projection.mean()[j] - other.mean()[j];
        moved[i] += place * other.axes()[axis * dimension + j];
      }
    }
    return moved;
  }

  /**
   * The number of codes.
   *
   * @return at least 1
   */
  public int clusters() {
    return centres.length / projection.components();
  }

  /**
   * The way from a row to its components.
   *
   * @return as stored
   */
  public Projection projection() {
    return projection;
  }

  /**
   * The centres, one after another.
   *
   * @return as stored; not to be written to
   */
  public float[] centres() {
    return centres;
  }

  @Override
  public OptionalInt codes() {
    return OptionalInt.of(clusters());
  }

  @Override
  public String fingerprint() {
    return fingerprint;
  }
}
