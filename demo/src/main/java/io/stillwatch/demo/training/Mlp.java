package io.stillwatch.demo.training;

import java.util.Random;

/**
 * A multilayer perceptron: linear layers with biases, ReLU between them, the last layer's outputs
 * are logits. Not safe for use by several threads while it is trained.
 */
public final class Mlp {
  /** By layer, then {@code input * outputs + output}. */
  private final float[][] weights;

  private final float[][] biases;

  private Mlp(float[][] weights, float[][] biases) {
    this.weights = weights;
    this.biases = biases;
  }

  /**
   * A network as PyTorch's {@code Linear} starts: weights and biases uniform between plus and minus
   * 1/sqrt(inputs).
   *
   * @param random where the numbers come from
   * @param widths inputs, hidden layers, outputs; at least two numbers
   * @return an untrained network
   */
  public static Mlp initialised(Random random, int... widths) {
    int layers = widths.length - 1;
    if (layers < 1) {
      throw new IllegalArgumentException("widths had " + widths.length + "; must be 2 or more");
    }
    float[][] weights = new float[layers][];
    float[][] biases = new float[layers][];
    for (int layer = 0; layer < layers; layer++) {
      float bound = (float) (1 / Math.sqrt(widths[layer]));
      weights[layer] = uniform(random, bound, widths[layer] * widths[layer + 1]);
      biases[layer] = uniform(random, bound, widths[layer + 1]);
    }
    return new Mlp(weights, biases);
  }

  private static float[] uniform(Random random, float bound, int count) {
    float[] numbers = new float[count];
    for (int i = 0; i < count; i++) {
      numbers[i] = bound * (2 * random.nextFloat() - 1);
    }
    return numbers;
  }

  int layers() {
    return weights.length;
  }

  float[] weights(int layer) {
    return weights[layer];
  }

  float[] biases(int layer) {
    return biases[layer];
  }

  /**
   * What every layer says about one input.
   *
   * @param input as many numbers as the network has inputs
   * @return the input, each hidden layer after its ReLU, and the logits, in this order
   */
  public float[][] activations(float[] input) {
    float[][] activations = new float[layers() + 1][];
    activations[0] = input;
    for (int layer = 0; layer < layers(); layer++) {
      activations[layer + 1] = forward(layer, activations[layer]);
    }
    return activations;
  }

  private float[] forward(int layer, float[] input) {
    float[] output = biases[layer].clone();
    for (int i = 0; i < input.length; i++) {
      // Pixels and ReLU units are often 0. Row by row, the inner loop vectorises and sums in one
      // fixed order.
      if (input[i] != 0) {
        addScaled(output, input[i], weights[layer], i * output.length);
      }
    }
    if (layer < layers() - 1) {
      for (int j = 0; j < output.length; j++) {
        output[j] = Math.max(output[j], 0);
      }
    }
    return output;
  }

  private static void addScaled(float[] sums, float factor, float[] row, int from) {
    for (int j = 0; j < sums.length; j++) {
      sums[j] += factor * row[from + j];
    }
  }

  /**
   * The class that the network thinks an input is of.
   *
   * @param input as many numbers as the network has inputs
   * @return the arg max of the logits, the first of equals
   */
  public int prediction(float[] input) {
    float[] logits = activations(input)[layers()];
    int best = 0;
    for (int j = 1; j < logits.length; j++) {
      best = logits[j] > logits[best] ? j : best;
    }
    return best;
  }

  /**
   * The share of digits that the network names rightly.
   *
   * @param digits at least one
   * @return 0 to 1
   */
  public double accuracy(Digits digits) {
    int right = 0;
    for (int row = 0; row < digits.count(); row++) {
      right += prediction(digits.pixels()[row]) == digits.labels()[row] ? 1 : 0;
    }
    return (double) right / digits.count();
  }
}
