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
  private static final double SWEEP_COST = 15;

  /** What a Newton step costs beside its factorisation, in sweeps. */
  private static final double NEWTON_STEP_SWEEPS = 80;

  /** What an interior point takes, about. */
  private static final double NEWTON_STEPS = 6;

  private static final int FIRST_LOOK = 16;

  /** Before that share of the most sweeps a plateau says nothing. */
  private static final double TREND_FROM = 1.0 / 16;

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

  /** Judges the start alone, which is the answer wherever the couplings are unique. */
  void start() {
    AlternatingMinimisation start = swept(SWEEPS_AT_START[0]);
    bounds.judge(presolve, start.dual(), start.coupling());
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
   * Goes on sweeping while the trend so far promises to be done before an interior point would be.
   * Sweeps close the gap like a power of their number until they converge at last, so the trend is
   * a line through the logarithms of the last two looks.
   */
  private void sweepOn(double factorisation) {
    AlternatingMinimisation sweeps = new AlternatingMinimisation(problem);
    double most =
        Math.min(
            MOST_SWEEPS,
            NEWTON_STEPS
                * (factorisation / (SWEEP_COST * problem.couplingSize) + NEWTON_STEP_SWEEPS));
    double gapBefore = bounds.upperNats() - bounds.lowerNats();
    int before = 1;
    int done = 0;
    for (double next = FIRST_LOOK; !bounds.met() && next <= most; ) {
      for (; done < next; done++) {
        sweeps.sweep();
      }
      sweeps.scale();
      bounds.judge(presolve, sweeps.dual(), sweeps.coupling());
      double gap = bounds.upperNats() - bounds.lowerNats();
      double power = Math.log(gapBefore / gap) / Math.log((double) done / before);
      double wanted = done * Math.pow(gap / bounds.toleranceNats(), 1 / power);
      if (done >= most * TREND_FROM && !(wanted <= most)) {
        break;
      }
      next = Math.max(1.2 * done, Math.min(2 * done, wanted));
      before = done;
      gapBefore = gap;
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
