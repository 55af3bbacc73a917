package io.stillwatch.demo.training;

/**
 * The Adam optimiser with its usual decay rates. Source: D. P. Kingma, J. Ba, Adam: A Method for
 * Stochastic Optimization, ICLR 2015 (arXiv 1412.6980).
 */
final class Adam {
  private static final double FIRST_DECAY = 0.9;
  private static final double SECOND_DECAY = 0.999;
  private static final float EPSILON = 1e-8f;

  private final Mlp network;
  private final Gradient first;
  private final Gradient second;
  private long steps;

  Adam(Mlp network) {
    this.network = network;
    first = new Gradient(network);
    second = new Gradient(network);
  }

  /** One step against the mean gradient of a minibatch; at a rate of 0 no weight moves. */
  void step(Gradient sum, int batchSize, double learningRate) {
    steps++;
    float scale = 1f / batchSize;
    float rate = (float) (learningRate / (1 - StrictMath.pow(FIRST_DECAY, (double) steps)));
    float secondScale = (float) (1 / (1 - StrictMath.pow(SECOND_DECAY, (double) steps)));
    for (int layer = 0; layer < network.layers(); layer++) {
      Moments weights = new Moments(first.weights[layer], second.weights[layer]);
      weights.move(network.weights(layer), sum.weights[layer], scale, rate, secondScale);
      Moments biases = new Moments(first.biases[layer], second.biases[layer]);
      biases.move(network.biases(layer), sum.biases[layer], scale, rate, secondScale);
    }
  }

  private record Moments(float[] first, float[] second) {
    void move(float[] parameters, float[] sums, float scale, float rate, float secondScale) {
      for (int i = 0; i < parameters.length; i++) {
        float gradient = sums[i] * scale;
        first[i] += (float) (1 - FIRST_DECAY) * (gradient - first[i]);
        second[i] += (float) (1 - SECOND_DECAY) * (gradient * gradient - second[i]);
        parameters[i] -= rate * first[i] / ((float) Math.sqrt(second[i] * secondScale) + EPSILON);
      }
    }
  }
}
