package io.stillwatch.codebook;

import io.stillwatch.sample.Values;
import java.util.OptionalInt;

/**
 * The codebook of centres that the user supplied, prototypes for example: the code of a row is the
 * nearest of them, the first of several. Rows and centres are taken as they are, not normalised.
 *
 * <p>Immutable and safe for many threads. The array given is not copied and must not change.
 */
public final class CentresCodebook implements Codebook {
  private final float[] centres;
  private final int dimension;
  private final double squaredReach;
  private final String fingerprint;

  /**
   * A codebook of centres.
   *
   * @param centres centre after centre, at least one, finite
   * @param dimension numbers a centre, at least 1
   */
  public CentresCodebook(float[] centres, int dimension) {
    if (dimension < 1 || centres.length < 1 || centres.length % dimension != 0) {
      throw new IllegalArgumentException(
          "centres had " + centres.length + " numbers; must be a multiple of " + dimension);
    }
    this.centres = centres;
    this.dimension = dimension;
    this.squaredReach = leastSquaredDistance() / 4;
    this.fingerprint = "centres-" + Fingerprint.of(centres);
  }

  private double leastSquaredDistance() {
    double least = Double.POSITIVE_INFINITY;
    for (int k = 1; k < centres.length / dimension; k++) {
      for (int other = 0; other < k; other++) {
        least = Math.min(least, squaredDistance(centres, other * dimension, k));
      }
    }
    return least;
  }

  @Override
  public int code(Values values, int row, Half half) {
    float[] data = VectorRows.data(values, dimension);
    int best = 0;
    double least = Double.POSITIVE_INFINITY;
    for (int k = 0; k < centres.length / dimension; k++) {
      double distance = squaredDistance(data, row * dimension, k);
      if (distance < least) {
        least = distance;
        best = k;
      }
    }
    return best;
  }

  /**
   * Whether a row belongs to no centre.
   *
   * @param values rows of the centres' dimension
   * @param row a finite row
   * @return true where the nearest centre is further off than half the least distance between two
   *     centres; never for a single centre
   */
  public boolean isOutside(Values values, int row) {
    float[] data = VectorRows.data(values, dimension);
    int code = code(values, row, Half.FIRST);
    return squaredDistance(data, row * dimension, code) > squaredReach;
  }

  private double squaredDistance(float[] data, int first, int centre) {
    double sum = 0;
    for (int i = 0; i < dimension; i++) {
      double off = (double) data[first + i] - centres[centre * dimension + i];
      sum += off * off;
    }
    return sum;
  }

  @Override
  public OptionalInt codes() {
    return OptionalInt.of(centres.length / dimension);
  }

  @Override
  public String fingerprint() {
    return fingerprint;
  }
}
