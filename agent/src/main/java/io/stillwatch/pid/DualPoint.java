package io.stillwatch.pid;

import io.stillwatch.pid.BrojaProblem.Block;
import java.util.Arrays;

/**
 * A point (a,b) of the dual and what its constraints say there: log g(t,s), and the posterior
 * E_y(t,s) = p_y exp(a_y(t) + b_y(s)) / g(t,s), which at the optimum is Q(y|t,s). For extreme
 * points both are made by one soft maximum a cell, so that no exponent overflows.
 */
final class DualPoint {
  private static final double MODERATE = 150;
  private static final double LEAST_MASS = 1e-100;

  /** The duals of P(y,t), a row vector. */
  final double[] a;

  /** The duals of P(y,s), a column vector. */
  final double[] b;

  /** log g by reachable cell; feasible where at most 0. */
  final double[] logG;

  /** E_y(t,s) as a coupling; sums to 1 over the classes of a cell. */
  final double[] posterior;

  DualPoint(BrojaProblem problem, double[] a, double[] b) {
    this.a = a;
    this.b = b;
    this.posterior = new double[problem.couplingSize];
    this.logG = new double[problem.cells()];
    if (isModerate(problem) && isModerate(a) && isModerate(b)) {
      products(problem);
    } else {
      double[] highest = new double[problem.cells()];
      Arrays.fill(highest, Double.NEGATIVE_INFINITY);
      exponents(problem, highest);
      softMaximum(problem, highest);
    }
  }

  private static boolean isModerate(BrojaProblem problem) {
    for (Block block : problem.blocks) {
      if (block.mass() < LEAST_MASS) {
        return false;
      }
    }
    return true;
  }

  /** Whether a product of two powers neither overflows nor vanishes. */
  private static boolean isModerate(double[] duals) {
    for (double dual : duals) {
      if (!(Math.abs(dual) < MODERATE)) {
        return false;
      }
    }
    return true;
  }

  /** With one exponential a dual, instead of one an entry. */
  private void products(BrojaProblem problem) {
    double[] alpha = new double[a.length];
    double[] beta = new double[b.length];
    Arrays.setAll(alpha, i -> StrictMath.exp(a[i]));
    Arrays.setAll(beta, j -> StrictMath.exp(b[j]));
    for (Block block : problem.blocks) {
      int columns = block.columns().length;
      int e = block.offset();
      for (int i = block.rowOffset(); i < block.rowOffset() + block.rows().length; i++) {
        double scale = block.mass() * alpha[i];
        for (int j = block.columnOffset(); j < block.columnOffset() + columns; j++, e++) {
          posterior[e] = scale * beta[j];
        }
      }
    }
    Incidence.addByCell(problem, posterior, logG);
    for (Block block : problem.blocks) {
      int[] cell = block.cell();
      for (int e = 0; e < cell.length; e++) {
        posterior[block.offset() + e] /= logG[cell[e]];
      }
    }
    for (int k = 0; k < logG.length; k++) {
      logG[k] = StrictMath.log(logG[k]);
    }
  }

  private void exponents(BrojaProblem problem, double[] highest) {
    for (Block block : problem.blocks) {
      double logMass = StrictMath.log(block.mass());
      int columns = block.columns().length;
      for (int e = 0; e < block.cell().length; e++) {
        double exponent =
            logMass + a[block.rowOffset() + e / columns] + b[block.columnOffset() + e % columns];
        posterior[block.offset() + e] = exponent;
        int cell = block.cell()[e];
        highest[cell] = Math.max(highest[cell], exponent);
      }
    }
  }

  private void softMaximum(BrojaProblem problem, double[] highest) {
    for (Block block : problem.blocks) {
      for (int e = 0; e < block.cell().length; e++) {
        int cell = block.cell()[e];
        double share = StrictMath.exp(posterior[block.offset() + e] - highest[cell]);
        posterior[block.offset() + e] = share;
        logG[cell] += share;
      }
    }
    for (Block block : problem.blocks) {
      for (int e = 0; e < block.cell().length; e++) {
        posterior[block.offset() + e] /= logG[block.cell()[e]];
      }
    }
    for (int k = 0; k < logG.length; k++) {
      logG[k] = highest[k] + StrictMath.log(logG[k]);
    }
  }
}
