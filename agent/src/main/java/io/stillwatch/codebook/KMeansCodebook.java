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
  private final LinearScores scores;
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
    double[] biases = new double[clusters()];
    for (int k = 0; k < clusters(); k++) {
      biases[k] = score(k);
    }
    this.scores = new LinearScores(weights, new double[clusters()], biases);
    this.fingerprint = Fingerprint.of(projection.mean(), projection.axes(), centres);
  }

  /** Writes the weights of a centre and gives its bias. */
  private double score(int cluster) {
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
    return bias;
  }

  @Override
  public int code(Values values, int row, Half half) {
    int dimension = projection.dimension();
    float[] data = VectorRows.data(values, dimension);
    int first = row * dimension;
    double scale = VectorRows.inverseNorm(data, first, dimension);
    return scores.best(data, first, scale);
  }

  /**
   * The codes of all rows; each is what {@link #code} says.
   *
   * @param values rows of the dimension that the codebook is for; what is not finite has any code
   * @return one a row
   */
  public int[] codes(Values values) {
    return codes(values, new RowBlock(projection.dimension()));
  }

  /**
   * The same where a block is there already.
   *
   * @param block of the codebook's dimension; what it holds is written over
   */
  int[] codes(Values values, RowBlock block) {
    float[] data = VectorRows.data(values, projection.dimension());
    int[] codes = new int[values.rows()];
    for (int first = 0; first < codes.length; first += RowBlock.ROWS) {
      int rows = Math.min(RowBlock.ROWS, codes.length - first);
      block.take(data, first, rows);
      scores.best(block, block.inverseNorms(), rows, codes, first);
    }
    return codes;
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
