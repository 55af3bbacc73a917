package io.stillwatch.pid;

/**
 * Mehrotra's predictor-corrector on the dual with constraints log g + sigma = 0, sigma at least 0
 * and multipliers lambda, which at the optimum are r. See {@link BrojaSolver} for the why of every
 * rule.
 */
final class InteriorPoint {
  private static final int MOST_ITERATIONS = 100;
  private static final int MOST_SHORT_STEPS = 6;
  private static final double SHORT_STEP = 1e-3;

  private final Presolve presolve;
  private final double toleranceNats;
  private final Bounds bounds;
  private final NewtonSystem system;
  private final Iterate iterate;
  private int iterations;

  InteriorPoint(
      Presolve presolve, NewtonSystem system, Bounds bounds, DualPoint start, double[] reference) {
    this.presolve = presolve;
    this.toleranceNats = bounds.toleranceNats();
    this.bounds = bounds;
    this.system = system;
    this.iterate = new Iterate(presolve.core(), start, reference);
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
      double gap = iterate.gapNats();
      if (gap < Math.max(20 * toleranceNats, 1e-5) || iterations % 6 == 0) {
        bounds.judge(presolve, iterate.point(), iterate.coupling());
      }
      if (bounds.met() || !(gap > 0)) {
        break;
      }
    }
    return iterations;
  }

  /** One predictor and corrector; returns the shorter of its two steps. */
  private double iterate() {
    double gap = iterate.gapNats();
    StepRules rules = new StepRules(iterate.lambda.length, gap, toleranceNats);
    int refinements = system.refinements(gap);
    Direction direction = iterate.linearised(system);
    double[] target = new double[iterate.lambda.length];
    for (int k = 0; k < target.length; k++) {
      target[k] = -iterate.lambda[k] * iterate.sigma[k];
    }
    direction.aim(target, refinements);
    aimAtCentre(rules, direction, target);
    direction.aim(target, refinements);
    double primal = rules.primal(iterate, direction);
    double dual = iterate.move(direction, primal, rules.dual(iterate, direction));
    return Math.min(primal, dual);
  }

  /** Turns the predictor's target into the corrector's. */
  private void aimAtCentre(StepRules rules, Direction affine, double[] target) {
    double[] lambda = iterate.lambda;
    double[] sigma = iterate.sigma;
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
}
