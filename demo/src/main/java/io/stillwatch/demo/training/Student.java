package io.stillwatch.demo.training;

import java.util.Random;

/**
 * A small network in training on the labels and on a teacher's soft targets. Every student starts
 * from the same numbers and meets the samples in the same order, so students differ by their
 * teacher and their schedule alone. For one thread.
 */
public final class Student {
  private static final int[] WIDTHS = {Digits.PIXELS, 32, Digits.CLASSES};

  /**
   * Over the seeds 1 to 10 the gap falls to 20 to 33 % of its start by half of the demonstration,
   * and to 7 to 11 % by its end. This seed is the slowest, so that a stall at half is plain to see.
   */
  private static final long SEED = 6;

  private static final int BATCH = 32;
  private static final double TEMPERATURE = 2;
  private static final float SOFT_SHARE = 0.9f;

  private final Mlp network = Mlp.initialised(new Random(SEED), WIDTHS);
  private final Trainer trainer;
  private final Schedule schedule;

  /**
   * A student before its first step.
   *
   * @param teacher whose soft targets to learn from; asked once about every sample, now
   * @param training what to learn from
   * @param schedule how fast
   */
  public Student(Mlp teacher, Digits training, Schedule schedule) {
    this.schedule = schedule;
    Loss loss =
        Loss.labels(training.labels())
            .mixedWith(Loss.softTargets(softTargets(teacher, training), TEMPERATURE), SOFT_SHARE);
    trainer = new Trainer(network, training, loss, BATCH, SEED);
  }

  private static float[][] softTargets(Mlp teacher, Digits training) {
    float[][] targets = new float[training.count()][];
    for (int row = 0; row < targets.length; row++) {
      float[][] activations = teacher.activations(training.pixels()[row]);
      targets[row] = Softmax.of(activations[teacher.layers()], TEMPERATURE);
    }
    return targets;
  }

  /**
   * Trains on.
   *
   * @param steps optimiser steps to take, at least 0
   */
  public void advance(int steps) {
    for (int i = 0; i < steps; i++) {
      trainer.steps(1, schedule.learningRate(trainer.steps()));
    }
  }

  /**
   * How far the training is.
   *
   * @return optimiser steps taken
   */
  public long step() {
    return trainer.steps();
  }

  /**
   * How often the student has seen the training set.
   *
   * @return passes over it, with fractions
   */
  public double epochs() {
    return trainer.epochs();
  }

  /**
   * The student itself.
   *
   * @return the network as it is now; it changes with every step
   */
  public Mlp network() {
    return network;
  }
}
