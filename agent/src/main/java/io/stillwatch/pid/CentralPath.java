package io.stillwatch.pid;

import java.util.Optional;

/**
 * Follows the central path to the point where a given duality gap is left, and stays there: plain
 * Newton steps, as the predictor of {@link InteriorPoint} would overshoot the point for the end.
 */
final class CentralPath {
  private static final int MOST_STEPS = 60;

  /** What a step may take off the gap at most. */
  private static final double SHRINK = 0.1;

  /** How far products and masses may be off, as a share of theirs. */
  private static final double SETTLED = 1e-4;

  private final BrojaProblem problem;
  private final NewtonSystem system;
  private final Iterate iterate;

  private CentralPath(BrojaProblem problem, NewtonSystem system) {
    this.problem = problem;
    this.system = system;
    AlternatingMinimisation start = new AlternatingMinimisation(problem);
    start.sweep();
    start.scale();
    this.iterate = new Iterate(problem, start.dual(), start.reference());
  }

  /**
   * Follows the path.
   *
   * @param gapNats what is to be left of it, above 0
   * @return the system linearised and factored at the point; empty if it was not reached
   */
  static Optional<Direction> at(BrojaProblem problem, NewtonSystem system, double gapNats) {
    return new CentralPath(problem, system).follow(gapNats);
  }

  private Optional<Direction> follow(double gapNats) {
    for (int step = 0; step < MOST_STEPS; step++) {
      Direction direction = iterate.linearised(system);
      if (settled(direction, gapNats)) {
        return Optional.of(direction);
      }
      step(direction, gapNats);
    }
    return Optional.empty();
  }

  private void step(Direction direction, double gapNats) {
    double gap = iterate.gapNats();
    double centre = Math.max(gapNats, SHRINK * gap) / problem.cells();
    double[] target = new double[problem.cells()];
    for (int k = 0; k < target.length; k++) {
      target[k] = centre - iterate.lambda[k] * iterate.sigma[k];
    }
    direction.aim(target, system.refinements(gap));
    StepRules rules = new StepRules(problem.cells(), gap, gapNats);
    iterate.move(direction, rules.primal(iterate, direction), rules.dual(iterate, direction));
  }

  private boolean settled(Direction direction, double gapNats) {
    double off = Math.max(direction.largestResidual(), direction.largestLack());
    double centre = gapNats / problem.cells();
    for (int k = 0; k < iterate.lambda.length; k++) {
      off = Math.max(off, Math.abs(iterate.lambda[k] * iterate.sigma[k] / centre - 1));
    }
    return off <= SETTLED;
  }
}
