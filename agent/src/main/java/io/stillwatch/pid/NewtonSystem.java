package io.stillwatch.pid;

import io.stillwatch.pid.BrojaProblem.Block;
import java.util.Arrays;

/**
 * The linear system of one Newton step, (H0 + J'DJ) z = f: H0 is block-diagonal by class with diag
 * of the row sums of X_y, X_y itself, and diag of its column sums; J is the gradient of log g, that
 * is E_y(t,s) at a_y(t) and at b_y(s); D is diagonal by cell.
 *
 * <p>For a fixed state t the unknowns a_y(t) of its classes touch each other only through t's own
 * cells: one small block B_t a state, of as many rows as t has classes. So all of T is eliminated,
 * block by block, and one dense Schur complement over the b_y(s) is left, positive definite once
 * the free constant of every class is fixed (its last b is 0). Memory is that matrix and the
 * factors L_t^-1 C_t, about rowMass.length times freeColumns doubles.
 */
final class NewtonSystem {
  private final BrojaProblem problem;
  private final Elimination[] eliminations;
  private final double[][] schur;
  private final int[] reduced;
  private final double[] reducedRight;

  NewtonSystem(BrojaProblem problem) {
    this.problem = problem;
    int free = problem.freeColumns();
    this.schur = new double[free][free];
    this.reducedRight = new double[free];
    this.reduced = new int[problem.columnMass.length];
    int next = 0;
    for (Block block : problem.blocks) {
      int last = block.columns().length - 1;
      for (int j = 0; j <= last; j++) {
        reduced[block.columnOffset() + j] = j < last ? next++ : -1;
      }
    }
    this.eliminations = new Elimination[problem.rowMarginal.length];
    for (int t = 0; t < eliminations.length; t++) {
      eliminations[t] = new Elimination(problem, t, reduced);
    }
  }

  /**
   * Factors the system.
   *
   * @param x the coupling X
   * @param posterior E, with X = lambda E
   * @param lambda by cell
   * @param curvature D by cell
   */
  void factor(double[] x, double[] posterior, double[] lambda, double[] curvature) {
    for (double[] row : schur) {
      Arrays.fill(row, 0);
    }
    double[] rowSum = new double[problem.rowMass.length];
    double[] columnSum = new double[problem.columnMass.length];
    addMarginals(problem, x, rowSum, columnSum);
    for (int j = 0; j < columnSum.length; j++) {
      if (reduced[j] >= 0) {
        schur[reduced[j]][reduced[j]] = columnSum[j];
      }
    }
    for (Elimination elimination : eliminations) {
      elimination.eliminate(posterior, lambda, curvature, rowSum, schur);
    }
    Cholesky.factor(schur, schur.length);
  }

  /**
   * Solves the factored system in place.
   *
   * @param rows on entry the right side for a, on return a
   * @param columns the same for b
   */
  void solve(double[] rows, double[] columns) {
    for (int j = 0; j < columns.length; j++) {
      if (reduced[j] >= 0) {
        reducedRight[reduced[j]] = columns[j];
      }
    }
    for (Elimination elimination : eliminations) {
      elimination.forward(rows, reducedRight);
    }
    Cholesky.solveLower(schur, schur.length, reducedRight);
    Cholesky.solveUpper(schur, schur.length, reducedRight);
    for (Elimination elimination : eliminations) {
      elimination.backward(rows, reducedRight);
    }
    for (int j = 0; j < columns.length; j++) {
      columns[j] = reduced[j] >= 0 ? reducedRight[reduced[j]] : 0;
    }
  }

  /** J z by cell. */
  static void gradient(
      BrojaProblem problem, double[] posterior, double[] a, double[] b, double[] byCell) {
    Arrays.fill(byCell, 0);
    for (Block block : problem.blocks) {
      int columns = block.columns().length;
      for (int e = 0; e < block.cell().length; e++) {
        double step = a[block.rowOffset() + e / columns] + b[block.columnOffset() + e % columns];
        byCell[block.cell()[e]] += posterior[block.offset() + e] * step;
      }
    }
  }

  /** Adds the row sums and column sums of a coupling: J' of its cells. */
  static void addMarginals(
      BrojaProblem problem, double[] coupling, double[] rowSum, double[] columnSum) {
    for (Block block : problem.blocks) {
      int columns = block.columns().length;
      for (int e = 0; e < block.cell().length; e++) {
        double value = coupling[block.offset() + e];
        rowSum[block.rowOffset() + e / columns] += value;
        columnSum[block.columnOffset() + e % columns] += value;
      }
    }
  }
}
