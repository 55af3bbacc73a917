package io.stillwatch.demo.training;

import java.util.Random;

/** Takes optimiser steps over seeded minibatches; every epoch has its own order. */
final class Trainer {
  private final Mlp network;
  private final Digits training;
  private final Loss loss;
  private final int batchSize;
  private final Random random;
  private final Adam optimiser;
  private final Gradient gradient;
  private int[] order;
  private int next;
  private long steps;

  Trainer(Mlp network, Digits training, Loss loss, int batchSize, long seed) {
    this.network = network;
    this.training = training;
    this.loss = loss;
    this.batchSize = batchSize;
    random = new Random(seed);
    optimiser = new Adam(network);
    gradient = new Gradient(network);
    order = Shuffle.of(training.count(), random);
  }

  void steps(int count, double learningRate) {
    for (int i = 0; i < count; i++) {
      step(learningRate);
    }
  }

  private void step(double learningRate) {
    gradient.clear();
    for (int i = 0; i < batchSize; i++) {
      int row = nextRow();
      float[][] activations = network.activations(training.pixels()[row]);
      gradient.add(activations, loss.byLogits(row, activations[network.layers()]));
    }
    optimiser.step(gradient, batchSize, learningRate);
    steps++;
  }

  private int nextRow() {
    if (next == order.length) {
      order = Shuffle.of(training.count(), random);
      next = 0;
    }
    return order[next++];
  }

  long steps() {
    return steps;
  }

  /** Passes over the training set so far, with fractions. */
  double epochs() {
    return (double) steps * batchSize / training.count();
  }
}
