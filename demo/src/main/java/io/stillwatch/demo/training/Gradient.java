package io.stillwatch.demo.training;

import java.util.Arrays;

/** The gradient of a loss, summed over a minibatch; arrays are shaped as the network's. */
final class Gradient {
  private final Mlp network;
  final float[][] weights;
  final float[][] biases;

  Gradient(Mlp network) {
    this.network = network;
    weights = new float[network.layers()][];
    biases = new float[network.layers()][];
    for (int layer = 0; layer < network.layers(); layer++) {
      weights[layer] = new float[network.weights(layer).length];
      biases[layer] = new float[network.biases(layer).length];
    }
  }

  void clear() {
    for (int layer = 0; layer < weights.length; layer++) {
      Arrays.fill(weights[layer], 0);
      Arrays.fill(biases[layer], 0);
    }
  }

  /** Adds one sample's share by backpropagation of its loss' gradient by the logits. */
  void add(float[][] activations, float[] byLogits) {
    float[] byOutput = byLogits;
    for (int layer = weights.length - 1; layer >= 0; layer--) {
      float[] byInput = new float[activations[layer].length];
      addLayer(layer, activations[layer], byOutput, byInput);
      byOutput = byInput;
    }
  }

  private void addLayer(int layer, float[] input, float[] byOutput, float[] byInput) {
    int outputs = byOutput.length;
    for (int j = 0; j < outputs; j++) {
      biases[layer][j] += byOutput[j];
    }
    for (int i = 0; i < input.length; i++) {
      // A unit at 0 gets no gradient: the derivative of ReLU there is taken as 0.
      if (input[i] != 0) {
        byInput[i] =
            addRow(weights[layer], network.weights(layer), i * outputs, input[i], byOutput);
      }
    }
  }

  private static float addRow(
      float[] gradient, float[] weights, int from, float input, float[] byOutput) {
    for (int j = 0; j < byOutput.length; j++) {
      gradient[from + j] += input * byOutput[j];
    }
    float byInput = 0;
    for (int j = 0; j < byOutput.length; j++) {
      byInput += weights[from + j] * byOutput[j];
    }
    return byInput;
  }
}
