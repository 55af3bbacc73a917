package io.stillwatch.pid;

import io.stillwatch.pid.BrojaProblem.Block;
import java.util.Arrays;

/**
 * The {@link NewtonSystem} over one side. For a fixed state t the unknowns a_y(t) of its classes
 * touch each other only through t's own cells: one small block B_t a state, of as many rows as t
 * has classes. So all of T is eliminated, block by block, and one dense Schur complement over the
 * b_y(s) is left, positive definite once the free constant of every class is fixed. Memory is that
 * matrix and the factors L_t^-1 C_t, about rowMass.length times freeColumns doubles.
 */
final class SideSystem implements NewtonSystem {
  /** The system loses digits as the gap closes. */
  private static final double REFINED_BELOW_NATS = 1e-4 * 0.6931471805599453;

  private final BrojaProblem problem;
  private final Elimination[] eliminations;
  private final double[][] schur;
  private final int[] reduced;
  private final double[] reducedRight;

  SideSystem(BrojaProblem problem) {
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

  /** Multiplications of one factorisation, about. */
  static double cost(BrojaProblem problem) {
    double[] classes = new double[problem.rowMarginal.length];
    double[] free = new double[problem.rowMarginal.length];
    for (Block block : problem.blocks) {
      for (int row : block.rows()) {
        classes[row]++;
        free[row] += block.columns().length - 1;
      }
    }
    double cost = Math.pow(problem.freeColumns(), 3) / 6;
    for (int row = 0; row < free.length; row++) {
      cost += classes[row] * free[row] * (free[row] + classes[row]) / 2;
    }
    return cost;
  }

  @Override
  public void factor(double[] x, double[] posterior, double[] lambda, double[] curvature) {
    for (double[] row : schur) {
      Arrays.fill(row, 0);
    }
    double[] rowSum = new double[problem.rowMass.length];
    double[] columnSum = new double[problem.columnMass.length];
    Incidence.addMarginals(problem, x, rowSum, columnSum);
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

  @Override
  public void solve(double[] rows, double[] columns) {
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

  @Override
  public int refinements(double gapNats) {
    return gapNats < REFINED_BELOW_NATS ? 2 : 0;
  }
}
