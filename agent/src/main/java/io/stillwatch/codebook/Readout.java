package io.stillwatch.codebook;

/**
 * A linear readout of the label: the arg max of one score a class, the first of several. The scores
 * are computed in double precision and in index order, the same on every machine.
 *
 * @param weights class after class, {@code dimension} numbers each
 * @param biases one a class; negative infinity where the class was not seen
 */
record Readout(float[] weights, float[] biases) {
  Readout {
    if (biases.length < 1 || weights.length < 1 || weights.length % biases.length != 0) {
      throw new IllegalArgumentException(
          "weights had " + weights.length + " numbers; must be a multiple of " + biases.length);
    }
  }

  int classes() {
    return biases.length;
  }

  int dimension() {
    return weights.length / biases.length;
  }

  /** The class that a row speaks for. */
  int code(float[] data, int first) {
    int best = 0;
    double bestScore = Double.NEGATIVE_INFINITY;
    for (int k = 0; k < biases.length; k++) {
      double score = biases[k];
      for (int i = 0; i < dimension(); i++) {
        score += (double) weights[k * dimension() + i] * data[first + i];
      }
      if (score > bestScore) {
        bestScore = score;
        best = k;
      }
    }
    return best;
  }
}
