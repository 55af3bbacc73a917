package io.stillwatch.demo.training;

/** Class probabilities from logits. */
final class Softmax {
  private Softmax() {}

  /** Probabilities proportional to exp(logit / temperature); they sum to 1. */
  static float[] of(float[] logits, double temperature) {
    float largest = logits[0];
    for (float logit : logits) {
      largest = Math.max(largest, logit);
    }
    double[] powers = new double[logits.length];
    double sum = 0;
    for (int j = 0; j < logits.length; j++) {
      // Math.exp may differ in the last bit from machine to machine.
      powers[j] = StrictMath.exp((logits[j] - largest) / temperature);
      sum += powers[j];
    }
    float[] probabilities = new float[logits.length];
    for (int j = 0; j < logits.length; j++) {
      probabilities[j] = (float) (powers[j] / sum);
    }
    return probabilities;
  }
}
