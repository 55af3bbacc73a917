package io.stillwatch.pid;

/**
 * Which methods a problem gets, one after the other until its bounds are met, chosen by what they
 * would cost.
 */
final class Stages {
  /** The largest dense system tried: 46 MB. */
  static final int LARGEST_SYSTEM = 2400;

  /** The most numbers that its elimination may keep: 268 MB. */
  static final long LARGEST_ELIMINATION = 1L << 25;

  /** Multiplications of a factorisation, beyond which quasi-Newton steps are tried first. */
  private static final double DEAR = 2e9;

  /** Multiplications of a factorisation that is never tried: some ten seconds. */
  private static final double TOO_DEAR = 2e10;

  private static final int MOST_EVALUATIONS = 2_000;
  private static final double MOST_ENTRIES = 2e9;

  private final Presolve presolve;
  private final BrojaProblem problem;
  private final Bounds bounds;
  private final AlternatingMinimisation start;
  private final DualPoint point;
  private int iterations;

  Stages(Presolve presolve, Bounds bounds, AlternatingMinimisation start, DualPoint point) {
    this.presolve = presolve;
    this.problem = presolve.core();
    this.bounds = bounds;
    this.start = start;
    this.point = point;
  }

  int run() {
    double[] reference = start.reference();
    double side = sideCost();
    double cells = cellCost();
    double cheaper = Math.min(side, cells);
    if (cheaper > DEAR) {
      descend();
    }
    if (!bounds.met() && cells < side) {
      interior(new CellSystem(problem), reference);
    }
    if (!bounds.met() && side <= TOO_DEAR) {
      interior(new SideSystem(problem), reference);
    }
    if (!bounds.met() && cheaper <= DEAR) {
      descend();
    }
    return iterations;
  }

  private void descend() {
    int most = (int) Math.min(MOST_EVALUATIONS, MOST_ENTRIES / problem.couplingSize);
    iterations += new QuasiNewton(presolve, bounds, start).run(most);
  }

  private void interior(NewtonSystem system, double[] reference) {
    iterations += new InteriorPoint(presolve, system, bounds, point, reference.clone()).run();
  }

  private double sideCost() {
    boolean fits =
        problem.freeColumns() <= LARGEST_SYSTEM && problem.eliminationSize() <= LARGEST_ELIMINATION;
    return fits ? SideSystem.cost(problem) : Double.POSITIVE_INFINITY;
  }

  private double cellCost() {
    double cost = CellSystem.cost(problem);
    return problem.cells() <= LARGEST_SYSTEM && cost <= TOO_DEAR ? cost : Double.POSITIVE_INFINITY;
  }
}
