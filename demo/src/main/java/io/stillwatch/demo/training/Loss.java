package io.stillwatch.demo.training;

/** A loss of one training sample, by its gradient. */
interface Loss {
  /**
   * The gradient by the logits.
   *
   * @param row the sample's row in the training set
   * @param logits what the network says about it
   * @return one number a class
   */
  float[] byLogits(int row, float[] logits);

  /** Cross-entropy with the label. */
  static Loss labels(int[] labels) {
    return (row, logits) -> {
      float[] gradient = Softmax.of(logits, 1);
      gradient[labels[row]] -= 1;
      return gradient;
    };
  }

  /**
   * Divergence from the teacher's softened probabilities, times the squared temperature. Source: G.
   * Hinton, O. Vinyals, J. Dean, Distilling the Knowledge in a Neural Network, 2015 (arXiv
   * 1503.02531).
   */
  static Loss softTargets(float[][] softTargets, double temperature) {
    return (row, logits) -> {
      float[] gradient = Softmax.of(logits, temperature);
      for (int j = 0; j < gradient.length; j++) {
        gradient[j] = (float) temperature * (gradient[j] - softTargets[row][j]);
      }
      return gradient;
    };
  }

  /** This loss and another in the proportion {@code 1 - share} to {@code share}. */
  default Loss mixedWith(Loss other, float share) {
    return (row, logits) -> {
      float[] gradient = byLogits(row, logits);
      float[] others = other.byLogits(row, logits);
      for (int j = 0; j < gradient.length; j++) {
        gradient[j] = (1 - share) * gradient[j] + share * others[j];
      }
      return gradient;
    };
  }
}
