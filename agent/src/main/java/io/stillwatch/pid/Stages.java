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

  /** What a sweep costs an entry of the coupling, in multiplications of a factorisation. */
  private static final double SWEEP_COST = 40;

  private static final double FACTORISATIONS_SWEPT = 3;
  private static final int FIRST_LOOK = 8;
  private static final double MOST_SWEEPS = 2_000;

  private static final int MOST_EVALUATIONS = 2_000;
  private static final double MOST_ENTRIES = 2e9;

  /**
   * Sweeps before the interior point. A start nearer to the boundary fails on other tables than a
   * central one; hardly any table fails from both.
   */
  private static final int[] SWEEPS_AT_START = {2, 60};

  private final Presolve presolve;
  private final BrojaProblem problem;
  private final Bounds bounds;
  private int iterations;

  Stages(Presolve presolve, Bounds bounds) {
    this.presolve = presolve;
    this.problem = presolve.core();
    this.bounds = bounds;
  }

  /**
   * Tries one method after the other.
   *
   * @return the steps of all of them
   */
  int run() {
    double side = sideCost();
    double cells = cellCost();
    for (int sweeps : SWEEPS_AT_START) {
      if (!bounds.met()) {
        run(swept(sweeps), side, cells);
      }
    }
    return iterations;
  }

  /**
   * Goes on sweeping while the rate so far promises to be done for the price of a few
   * factorisations. Tables near a model's own are, and then nothing is quicker.
   */
  private void sweepOn(double factorisation) {
    AlternatingMinimisation sweeps = new AlternatingMinimisation(problem);
    double most =
        Math.min(
            MOST_SWEEPS,
            FACTORISATIONS_SWEPT * factorisation / (SWEEP_COST * problem.couplingSize));
    double before = Double.POSITIVE_INFINITY;
    int done = 0;
    for (int next = FIRST_LOOK; !bounds.met(); next *= 2) {
      for (; done < next; done++) {
        sweeps.sweep();
      }
      sweeps.scale();
      bounds.judge(presolve, sweeps.dual(), sweeps.coupling());
      double gap = bounds.upperNats() - bounds.lowerNats();
      // From one look to the next the number of sweeps doubles, so half of them brought this.
      double logPerSweep = (Math.log(before) - Math.log(gap)) / (done / 2.0);
      double wanted = (Math.log(gap) - Math.log(bounds.toleranceNats())) / logPerSweep;
      if (done > FIRST_LOOK && !(done + wanted <= most)) {
        break;
      }
      before = gap;
    }
    iterations += bounds.met() ? done : 0;
  }

  private void run(AlternatingMinimisation start, double side, double cells) {
    DualPoint point = start.dual();
    double[] reference = start.reference();
    bounds.judge(presolve, point, start.coupling());
    if (!bounds.met() && iterations == 0) {
      sweepOn(Math.min(side, cells));
    }
    if (!bounds.met() && iterations == 0 && Math.min(side, cells) > DEAR) {
      descend(start);
    }
    if (!bounds.met() && cells < side) {
      interior(new CellSystem(problem), point, reference);
    }
    if (!bounds.met() && side <= TOO_DEAR) {
      interior(new SideSystem(problem), point, reference);
    }
    if (!bounds.met() && side <= cells && cells <= TOO_DEAR) {
      interior(new CellSystem(problem), point, reference);
    }
  }

  private AlternatingMinimisation swept(int sweeps) {
    AlternatingMinimisation start = new AlternatingMinimisation(problem);
    for (int sweep = 0; sweep < sweeps; sweep++) {
      start.sweep();
    }
    start.scale();
    start.scale();
    return start;
  }

  private void descend(AlternatingMinimisation start) {
    int most = (int) Math.min(MOST_EVALUATIONS, MOST_ENTRIES / problem.couplingSize);
    iterations += new QuasiNewton(presolve, bounds, start).run(most);
  }

  private void interior(NewtonSystem system, DualPoint point, double[] reference) {
    iterations += new InteriorPoint(presolve, system, bounds, point, reference.clone()).run();
  }

  private double sideCost() {
    boolean fits =
        problem.freeColumns() <= LARGEST_SYSTEM && problem.eliminationSize() <= LARGEST_ELIMINATION;
    double cost = SideSystem.cost(problem);
    return fits && cost <= TOO_DEAR ? cost : Double.POSITIVE_INFINITY;
  }

  private double cellCost() {
    double cost = CellSystem.cost(problem);
    return problem.cells() <= LARGEST_SYSTEM && cost <= TOO_DEAR ? cost : Double.POSITIVE_INFINITY;
  }
}
