package io.stillwatch.codebook;

import io.stillwatch.sample.Values;

/** Real vectors as codebooks want them. */
final class VectorRows {
  private VectorRows() {}

  /** The numbers, row after row, once it is sure that they are vectors of this dimension. */
  static float[] data(Values values, int dimension) {
    if (!(values instanceof Values.Vectors vectors)) {
      throw new IllegalArgumentException("values were codes; must be vectors");
    }
    if (vectors.dimension() != dimension) {
      throw new IllegalArgumentException(
          "dimension was " + vectors.dimension() + "; must be " + dimension);
    }
    return vectors.data();
  }

  /** One over the Euclidean norm of a row; 0 for the zero vector, which stays zero. */
  static double inverseNorm(float[] data, int first, int dimension) {
    double squares = 0;
    for (int i = first; i < first + dimension; i++) {
      squares += (double) data[i] * data[i];
    }
    return squares > 0 ? 1 / Math.sqrt(squares) : 0;
  }
}
