package io.stillwatch.pid;

import java.util.Arrays;

/**
 * Where an interior point is: a dual point, multipliers lambda and slacks sigma, both above 0. On
 * the central path all products lambda sigma are equal. Not thread-safe.
 */
final class Iterate {
  private static final double SLACK_AT_START = 0.1;

  /** By cell. */
  final double[] lambda;

  /** By cell; at least what the constraint leaves, -log g. */
  final double[] sigma;

  private final BrojaProblem problem;
  private DualPoint point;

  /**
   * Starts with a little slack everywhere.
   *
   * @param reference the multipliers to start with, which become the iterate's own
   */
  Iterate(BrojaProblem problem, DualPoint start, double[] reference) {
    this.problem = problem;
    this.point = start;
    this.lambda = reference;
    this.sigma = new double[lambda.length];
    for (int k = 0; k < sigma.length; k++) {
      sigma[k] = Math.max(-start.logG[k], SLACK_AT_START);
    }
  }

  DualPoint point() {
    return point;
  }

  Direction linearised(NewtonSystem system) {
    return new Direction(problem, system, point, lambda, sigma);
  }

  /** The duality gap of a central point with these products. */
  double gapNats() {
    double sum = 0;
    for (int k = 0; k < lambda.length; k++) {
      sum += lambda[k] * sigma[k];
    }
    return sum;
  }

  double[] coupling() {
    return Incidence.coupling(problem, point.posterior, lambda);
  }

  /** Moves, halving the dual step while the constraints run away; returns the dual step taken. */
  double move(Direction direction, double primal, double dual) {
    double allowed = Math.max(1.2 * direction.largestResidual(), 0.3);
    double step = dual;
    DualPoint next = at(direction, step);
    for (int halving = 0;
        halving < 30 && !(violation(next, direction, step) <= allowed);
        halving++) {
      step /= 2;
      next = at(direction, step);
    }
    for (int k = 0; k < lambda.length; k++) {
      lambda[k] += primal * direction.lambda[k];
      sigma[k] = Math.max(sigma[k] + step * direction.sigma[k], -next.logG[k]);
    }
    point = next;
    return step;
  }

  private DualPoint at(Direction direction, double step) {
    double[] a = new double[point.a.length];
    double[] b = new double[point.b.length];
    Arrays.setAll(a, i -> point.a[i] + step * direction.a[i]);
    Arrays.setAll(b, j -> point.b[j] + step * direction.b[j]);
    return new DualPoint(problem, a, b);
  }

  private double violation(DualPoint next, Direction direction, double step) {
    double worst = Double.NEGATIVE_INFINITY;
    for (int k = 0; k < sigma.length; k++) {
      worst = Math.max(worst, next.logG[k] + sigma[k] + step * direction.sigma[k]);
    }
    return worst;
  }
}
