package io.stillwatch.pid;

import io.stillwatch.pid.BrojaProblem.Block;
import java.util.Arrays;

/** How states meet in cells: sums of a coupling over rows, columns and cells, and back. */
final class Incidence {
  private Incidence() {}

  /** J z by cell: the sum over classes of E_y(t,s) (a_y(t) + b_y(s)). */
  static void gradient(
      BrojaProblem problem, double[] posterior, double[] a, double[] b, double[] byCell) {
    Arrays.fill(byCell, 0);
    for (Block block : problem.blocks) {
      int[] cell = block.cell();
      int columns = block.columns().length;
      int e = 0;
      for (int i = block.rowOffset(); i < block.rowOffset() + block.rows().length; i++) {
        for (int j = block.columnOffset(); j < block.columnOffset() + columns; j++, e++) {
          byCell[cell[e]] += posterior[block.offset() + e] * (a[i] + b[j]);
        }
      }
    }
  }

  /** Adds the row sums and column sums of a coupling. */
  static void addMarginals(
      BrojaProblem problem, double[] coupling, double[] rowSum, double[] columnSum) {
    for (Block block : problem.blocks) {
      int columns = block.columns().length;
      int e = block.offset();
      for (int i = block.rowOffset(); i < block.rowOffset() + block.rows().length; i++) {
        double sum = 0;
        for (int j = block.columnOffset(); j < block.columnOffset() + columns; j++, e++) {
          sum += coupling[e];
          columnSum[j] += coupling[e];
        }
        rowSum[i] += sum;
      }
    }
  }

  /** Adds a coupling up over classes, by cell. */
  static void addByCell(BrojaProblem problem, double[] coupling, double[] byCell) {
    for (Block block : problem.blocks) {
      int[] cell = block.cell();
      for (int e = 0; e < cell.length; e++) {
        byCell[cell[e]] += coupling[block.offset() + e];
      }
    }
  }

  /** The coupling lambda(t,s) E_y(t,s). */
  static double[] coupling(BrojaProblem problem, double[] posterior, double[] lambda) {
    double[] x = new double[problem.couplingSize];
    for (Block block : problem.blocks) {
      int[] cell = block.cell();
      int offset = block.offset();
      for (int e = 0; e < cell.length; e++) {
        x[offset + e] = lambda[cell[e]] * posterior[offset + e];
      }
    }
    return x;
  }
}
