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

  /** What finds the class that a row speaks for. */
  LinearScores scores() {
    double[] wide = new double[weights.length];
    for (int i = 0; i < weights.length; i++) {
      wide[i] = weights[i];
    }
    double[] starts = new double[biases.length];
    for (int k = 0; k < biases.length; k++) {
      starts[k] = biases[k];
    }
    return new LinearScores(wide, starts, new double[biases.length]);
  }
}
