package io.stillwatch.pid;

import java.util.Arrays;

/**
 * Mehrotra's predictor-corrector on the dual with constraints log g + sigma = 0, sigma at least 0
 * and multipliers lambda, which at the optimum are r. See {@link BrojaSolver} for the why of every
 * rule.
 */
final class InteriorPoint {
  private static final int MOST_ITERATIONS = 100;
  private static final int MOST_SHORT_STEPS = 6;
  private static final double SHORT_STEP = 1e-3;
  private static final double SLACK_AT_START = 0.1;
  private static final double LARGEST_MOVE = 10;
  private static final double LOG_2 = 0.6931471805599453;

  private final Presolve presolve;
  private final BrojaProblem problem;
  private final double toleranceNats;
  private final Bounds bounds;
  private final NewtonSystem system;

  private final double[] lambda;
  private final double[] sigma;
  private DualPoint point;

  private int iterations;

  InteriorPoint(
      Presolve presolve, NewtonSystem system, Bounds bounds, DualPoint start, double[] reference) {
    this.presolve = presolve;
    this.problem = presolve.core();
    this.toleranceNats = bounds.toleranceNats();
    this.bounds = bounds;
    this.system = system;
    this.point = start;
    this.lambda = reference;
    this.sigma = new double[lambda.length];
    for (int k = 0; k < sigma.length; k++) {
      sigma[k] = Math.max(-start.logG[k], SLACK_AT_START);
    }
  }

  /**
   * Iterates until the bounds are met or nothing moves any more.
   *
   * @return the number of Newton systems factored
   */
  int run() {
    int shortSteps = 0;
    while (iterations < MOST_ITERATIONS && shortSteps < MOST_SHORT_STEPS) {
      iterations++;
      double step = iterate();
      shortSteps = step > SHORT_STEP ? 0 : shortSteps + 1;
      double gap = gapNats();
      if (gap < Math.max(20 * toleranceNats, 1e-5) || iterations % 6 == 0) {
        bounds.judge(presolve, point, coupling());
      }
      if (bounds.met() || !(gap > 0)) {
        break;
      }
    }
    return iterations;
  }

  /** One predictor and corrector; returns the shorter of its two steps. */
  private double iterate() {
    StepRules rules = new StepRules(problem.cells(), gapNats(), toleranceNats);
    int refinements = system.refinements(gapNats());
    Direction direction = new Direction(problem, system, point, lambda, sigma);
    double[] target = new double[lambda.length];
    for (int k = 0; k < target.length; k++) {
      target[k] = -lambda[k] * sigma[k];
    }
    direction.aim(target, refinements);
    aimAtCentre(rules, direction, target);
    direction.aim(target, refinements);
    double primal = rules.damped(StepRules.longest(lambda, direction.lambda));
    double dual = rules.damped(StepRules.longest(sigma, direction.sigma));
    dual = Math.min(dual, LARGEST_MOVE / direction.largestMove());
    dual = move(direction, primal, dual);
    return Math.min(primal, dual);
  }

  /** Turns the predictor's target into the corrector's. */
  private void aimAtCentre(StepRules rules, Direction affine, double[] target) {
    double primal = StepRules.longest(lambda, affine.lambda);
    double dual = StepRules.longest(sigma, affine.sigma);
    double predicted = 0;
    for (int k = 0; k < lambda.length; k++) {
      predicted += (lambda[k] + primal * affine.lambda[k]) * (sigma[k] + dual * affine.sigma[k]);
    }
    double centre = rules.centre(predicted);
    boolean correct = Math.min(primal, dual) >= 0.1;
    for (int k = 0; k < target.length; k++) {
      double product = lambda[k] * sigma[k];
      double secondOrder = affine.lambda[k] * affine.sigma[k];
      double limited = Math.max(-10 * product, Math.min(10 * product, secondOrder));
      target[k] = centre - product - (correct ? limited : 0);
    }
  }

  /** Moves, halving the dual step while the constraints run away; returns the dual step taken. */
  private double move(Direction direction, double primal, double dual) {
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

  /** The duality gap of a central point with these products. */
  private double gapNats() {
    double sum = 0;
    for (int k = 0; k < lambda.length; k++) {
      sum += lambda[k] * sigma[k];
    }
    return sum;
  }

  private double[] coupling() {
    return Incidence.coupling(problem, point.posterior, lambda);
  }

  /** How far to go and where to aim. */
  private record StepRules(int cells, double gapNats, double toleranceNats) {
    /** The longest step, at most 1, that keeps every value at least 0. */
    static double longest(double[] values, double[] direction) {
      double step = 1;
      for (int k = 0; k < values.length; k++) {
        if (direction[k] < 0) {
          step = Math.min(step, -values[k] / direction[k]);
        }
      }
      return step;
    }

    /** Stays off the boundary, by less and less as the gap closes. */
    double damped(double longest) {
      double fraction = 1 - 10 * gapNats / LOG_2;
      return longest < 1 ? longest * Math.max(0.9, Math.min(0.9999, fraction)) : 1;
    }

    /** The product to aim at, given the gap that the affine step alone would leave. */
    double centre(double predictedGapNats) {
      double mean = gapNats / cells;
      double ratio = Math.max(0, predictedGapNats / gapNats);
      double centring = Math.max(1e-6, Math.min(1, ratio * ratio * ratio));
      return Math.max(centring * mean, Math.min(mean, 0.05 * toleranceNats / cells));
    }
  }
}
