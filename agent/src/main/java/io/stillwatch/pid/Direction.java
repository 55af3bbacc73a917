package io.stillwatch.pid;

import io.stillwatch.pid.BrojaProblem.Block;

/** One Newton linearisation of the interior point, factored, and its direction towards a target. */
final class Direction {
  /**
   * A larger move of one dual is cut: where a coupling has lost a state's mass, Newton's step on an
   * exponential overshoots by powers of ten, and would shorten everyone else's step with its own.
   */
  private static final double LARGEST_MOVE = 20;

  /** Directions of the duals, of the multipliers and of the slacks. */
  final double[] a;

  final double[] b;
  final double[] lambda;
  final double[] sigma;

  private final BrojaProblem problem;
  private final NewtonSystem system;
  private final double[] posterior;
  private final double[] x;
  private final double[] multipliers;
  private final double[] slacks;
  private final double[] curvature;
  private final double[] residual;
  private final double[] lack;
  private final double[] columnLack;

  Direction(
      BrojaProblem problem,
      NewtonSystem system,
      DualPoint point,
      double[] multipliers,
      double[] slacks) {
    this.problem = problem;
    this.system = system;
    this.posterior = point.posterior;
    this.multipliers = multipliers;
    this.slacks = slacks;
    int cells = problem.cells();
    this.curvature = new double[cells];
    this.residual = new double[cells];
    for (int k = 0; k < cells; k++) {
      // The exact curvature turns negative where a slack exceeds 1; a little of either sign will
      // do.
      curvature[k] = Math.max(multipliers[k] / slacks[k] - multipliers[k], 1e-3 * multipliers[k]);
      residual[k] = -point.logG[k] - slacks[k];
    }
    this.x = Incidence.coupling(problem, posterior, multipliers);
    this.lack = new double[problem.rowMass.length];
    this.columnLack = new double[problem.columnMass.length];
    Incidence.addMarginals(problem, x, lack, columnLack);
    subtractFrom(problem.rowMass, lack);
    subtractFrom(problem.columnMass, columnLack);
    this.a = new double[lack.length];
    this.b = new double[columnLack.length];
    this.lambda = new double[cells];
    this.sigma = new double[cells];
    system.factor(x, posterior, multipliers, curvature);
  }

  /** The largest constraint residual where the linearisation was made. */
  double largestResidual() {
    double largest = 0;
    for (double r : residual) {
      largest = Math.max(largest, Math.abs(r));
    }
    return largest;
  }

  /** The largest part of a state's mass that the coupling lacked there, or had too much of. */
  double largestLack() {
    return Math.max(
        largestShare(lack, problem.rowMass), largestShare(columnLack, problem.columnMass));
  }

  private static double largestShare(double[] parts, double[] masses) {
    double largest = 0;
    for (int i = 0; i < parts.length; i++) {
      largest = Math.max(largest, Math.abs(parts[i] / masses[i]));
    }
    return largest;
  }

  /** The largest move of a dual. */
  double largestMove() {
    double largest = 0;
    for (double move : a) {
      largest = Math.max(largest, Math.abs(move));
    }
    for (double move : b) {
      largest = Math.max(largest, Math.abs(move));
    }
    return largest;
  }

  /**
   * Solves for the direction that brings lambda sigma by the given amounts.
   *
   * @param target change wanted of lambda sigma by cell, to first order
   * @param refinements passes of iterative refinement
   */
  void aim(double[] target, int refinements) {
    double[] shift = new double[target.length];
    for (int k = 0; k < shift.length; k++) {
      shift[k] = (target[k] - multipliers[k] * residual[k]) / slacks[k];
    }
    double[] rows = lack.clone();
    double[] columns = columnLack.clone();
    subtractCells(shift, false, rows, columns);
    solve(rows, columns, refinements);
    limit(a);
    limit(b);
    double[] gradient = sigma;
    Incidence.gradient(problem, posterior, a, b, gradient);
    for (int k = 0; k < shift.length; k++) {
      lambda[k] = shift[k] + multipliers[k] / slacks[k] * gradient[k];
      sigma[k] = residual[k] - gradient[k];
    }
  }

  private static void limit(double[] moves) {
    for (int i = 0; i < moves.length; i++) {
      moves[i] = Math.max(-LARGEST_MOVE, Math.min(LARGEST_MOVE, moves[i]));
    }
  }

  /** Solves the system for another right side, which stays as it is, into a and b. */
  void solve(double[] rows, double[] columns, int refinements) {
    System.arraycopy(rows, 0, a, 0, a.length);
    System.arraycopy(columns, 0, b, 0, b.length);
    system.solve(a, b);
    for (int pass = 0; pass < refinements; pass++) {
      double[] rowError = rows.clone();
      double[] columnError = columns.clone();
      double[] gradient = new double[multipliers.length];
      Incidence.gradient(problem, posterior, a, b, gradient);
      for (int k = 0; k < gradient.length; k++) {
        gradient[k] *= curvature[k];
      }
      subtractCells(gradient, true, rowError, columnError);
      system.solve(rowError, columnError);
      addTo(a, rowError);
      addTo(b, columnError);
    }
  }

  /** Subtracts J' of the cells' values and, if wanted, H0 (a,b) too. */
  private void subtractCells(double[] byCell, boolean curved, double[] rows, double[] columns) {
    for (Block block : problem.blocks) {
      int[] cell = block.cell();
      int width = block.columns().length;
      int e = 0;
      for (int i = block.rowOffset(); i < block.rowOffset() + block.rows().length; i++) {
        for (int j = block.columnOffset(); j < block.columnOffset() + width; j++, e++) {
          int entry = block.offset() + e;
          double value = posterior[entry] * byCell[cell[e]];
          if (curved) {
            value += x[entry] * (a[i] + b[j]);
          }
          rows[i] -= value;
          columns[j] -= value;
        }
      }
    }
  }

  private static void subtractFrom(double[] minuend, double[] inPlace) {
    for (int i = 0; i < inPlace.length; i++) {
      inPlace[i] = minuend[i] - inPlace[i];
    }
  }

  private static void addTo(double[] inPlace, double[] terms) {
    for (int i = 0; i < inPlace.length; i++) {
      inPlace[i] += terms[i];
    }
  }
}
