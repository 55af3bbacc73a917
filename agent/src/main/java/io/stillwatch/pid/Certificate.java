package io.stillwatch.pid;

import io.stillwatch.pid.BrojaProblem.Block;
import io.stillwatch.table.CompensatedSum;
import java.util.Arrays;

/**
 * The judge of the solver, and independent of it: turns any dual point into a lower bound and any
 * coupling, however wrong its marginals, into an upper bound on I* = min over Q of I_Q(Y;T,S). What
 * lies between the two bounds is proven up to the rounding of the sums, about 1e-14 nats.
 *
 * <p><b>Lower.</b> Weak duality: if u_t + v_s is at least log g(t,s) on every reachable cell, then
 * (a - u, b - v) is feasible and I* is at least D(a,b) - sum p(t) u_t - sum p(s) v_s. The largest
 * log g by row, and what is left of it by column, is such a choice; so is the other order.
 *
 * <p><b>Upper.</b> Two scaling sweeps, then the rounding of Altschuler, Weed and Rigollet (2017,
 * algorithm 2): shrink what exceeds its marginals, and add the missing mass as a product. The
 * result has the marginals exactly, so its I_Q(Y;T,S) is an upper bound.
 */
final class Certificate {
  private static final int SCALING_SWEEPS = 2;

  private Certificate() {}

  /**
   * A lower bound on I*.
   *
   * @param problem the problem
   * @param point any dual point
   * @return in nats; not a number if the point is none
   */
  static double lowerNats(BrojaProblem problem, DualPoint point) {
    CompensatedSum dual = new CompensatedSum();
    for (int i = 0; i < point.a.length; i++) {
      dual.add(problem.rowMass[i] * point.a[i]);
    }
    for (int j = 0; j < point.b.length; j++) {
      dual.add(problem.columnMass[j] * point.b[j]);
    }
    double byRow =
        excessNats(
            point.logG,
            problem.cellRow,
            problem.rowMarginal,
            problem.cellColumn,
            problem.columnMarginal);
    double byColumn =
        excessNats(
            point.logG,
            problem.cellColumn,
            problem.columnMarginal,
            problem.cellRow,
            problem.rowMarginal);
    return dual.value() - Math.min(byRow, byColumn);
  }

  private static double excessNats(
      double[] logG, int[] first, double[] firstMass, int[] second, double[] secondMass) {
    double[] u = new double[firstMass.length];
    Arrays.fill(u, Double.NEGATIVE_INFINITY);
    for (int k = 0; k < logG.length; k++) {
      u[first[k]] = Math.max(u[first[k]], logG[k]);
    }
    double[] v = new double[secondMass.length];
    Arrays.fill(v, Double.NEGATIVE_INFINITY);
    for (int k = 0; k < logG.length; k++) {
      v[second[k]] = Math.max(v[second[k]], logG[k] - u[first[k]]);
    }
    CompensatedSum excess = new CompensatedSum();
    addProducts(excess, firstMass, u);
    addProducts(excess, secondMass, v);
    return excess.value();
  }

  private static void addProducts(CompensatedSum sum, double[] mass, double[] values) {
    for (int i = 0; i < mass.length; i++) {
      if (mass[i] > 0) {
        sum.add(mass[i] * values[i]);
      }
    }
  }

  /**
   * An upper bound on I*.
   *
   * @param problem the problem
   * @param coupling x_y(t,s), any non-negative numbers; others count as 0
   * @return in nats
   */
  static double upperNats(BrojaProblem problem, double[] coupling) {
    double[] x = new double[coupling.length];
    for (int i = 0; i < x.length; i++) {
      x[i] = coupling[i] > 0 && coupling[i] < Double.MAX_VALUE ? coupling[i] : 0;
    }
    double[] r = new double[problem.cells()];
    for (Block block : problem.blocks) {
      Marginals marginals = new Marginals(problem, block, x);
      for (int sweep = 0; sweep < SCALING_SWEEPS; sweep++) {
        marginals.scaleRows(false);
        marginals.scaleColumns(false);
      }
      marginals.scaleRows(true);
      marginals.scaleColumns(true);
      marginals.addMissing();
      for (int e = 0; e < block.cell().length; e++) {
        r[block.cell()[e]] += x[block.offset() + e];
      }
    }
    return informationNats(problem, x, r);
  }

  private static double informationNats(BrojaProblem problem, double[] x, double[] r) {
    CompensatedSum sum = new CompensatedSum();
    for (Block block : problem.blocks) {
      for (int e = 0; e < block.cell().length; e++) {
        double mass = x[block.offset() + e];
        if (mass > 0) {
          sum.add(mass * StrictMath.log(mass / r[block.cell()[e]] / block.mass()));
        }
      }
    }
    return sum.value();
  }

  /** One class's coupling in place, against the marginals that it should have. */
  private record Marginals(BrojaProblem problem, Block block, double[] x) {
    /** Scales rows to their masses, or only those above them. */
    void scaleRows(boolean onlyShrink) {
      int columns = block.columns().length;
      for (int i = 0; i < block.rows().length; i++) {
        double mass = problem.rowMass[block.rowOffset() + i];
        scale(block.offset() + i * columns, 1, columns, mass, onlyShrink);
      }
    }

    /** The same for columns. */
    void scaleColumns(boolean onlyShrink) {
      int columns = block.columns().length;
      for (int j = 0; j < columns; j++) {
        double mass = problem.columnMass[block.columnOffset() + j];
        scale(block.offset() + j, columns, block.rows().length, mass, onlyShrink);
      }
    }

    private void scale(int first, int stride, int terms, double mass, boolean onlyShrink) {
      double factor = mass / sum(first, stride, terms);
      if (factor < 1 || (!onlyShrink && factor < Double.MAX_VALUE)) {
        for (int i = 0; i < terms; i++) {
          x[first + i * stride] *= factor;
        }
      }
    }

    private double sum(int first, int stride, int terms) {
      double sum = 0;
      for (int i = 0; i < terms; i++) {
        sum += x[first + i * stride];
      }
      return sum;
    }

    /** Adds the product of what rows and columns still lack. */
    void addMissing() {
      int columns = block.columns().length;
      double[] rowLack = new double[block.rows().length];
      double[] columnLack = new double[columns];
      double lack = 0;
      for (int i = 0; i < rowLack.length; i++) {
        double mass = problem.rowMass[block.rowOffset() + i];
        rowLack[i] = Math.max(0, mass - sum(block.offset() + i * columns, 1, columns));
        lack += rowLack[i];
      }
      for (int j = 0; j < columns; j++) {
        double mass = problem.columnMass[block.columnOffset() + j];
        columnLack[j] = Math.max(0, mass - sum(block.offset() + j, columns, rowLack.length));
      }
      if (lack > 0) {
        for (int e = 0; e < block.cell().length; e++) {
          x[block.offset() + e] += rowLack[e / columns] * columnLack[e % columns] / lack;
        }
      }
    }
  }
}
