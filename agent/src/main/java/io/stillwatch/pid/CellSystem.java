package io.stillwatch.pid;

import io.stillwatch.pid.BrojaProblem.Block;
import java.util.Arrays;

/**
 * The {@link NewtonSystem} over cells, by the identity of Woodbury: with V = J H0^-1 J', first
 * (D^-1 + V) u = J H0^-1 f, then z = H0^-1 (f - J'u). H0 falls into one small system a class
 * ({@link ClassFactor}), and V is a sum over classes of outer products, kept as such: nothing is
 * subtracted while it is made. The dense matrix has one row a cell, however many classes there are.
 *
 * <p>H0 alone is nearly singular where a coupling has lost a link that only D holds up; so the
 * solution is refined, and near the end {@link SideSystem} may be needed.
 */
final class CellSystem implements NewtonSystem {
  private static final double ROUGH_NATS = 1e-3;

  private final BrojaProblem problem;
  private final ClassFactor[] classes;
  private final double[][] matrix;

  /** The roots of one class, by column of the root and entry of the class's coupling. */
  private final double[][] roots;

  private final double[] product;
  private final double[] root;
  private double[] posterior;

  CellSystem(BrojaProblem problem) {
    this.problem = problem;
    this.matrix = new double[problem.cells()][problem.cells()];
    this.classes = Arrays.stream(problem.blocks).map(ClassFactor::new).toArray(ClassFactor[]::new);
    int entries = 0;
    int columns = 0;
    for (Block block : problem.blocks) {
      entries = Math.max(entries, block.cell().length);
      columns = Math.max(columns, block.columns().length);
    }
    this.roots = new double[columns][entries];
    this.product = new double[entries];
    this.root = new double[columns];
  }

  /** Multiplications of one factorisation, about. */
  static double cost(BrojaProblem problem) {
    double cost = Math.pow(problem.cells(), 3) / 6;
    for (Block block : problem.blocks) {
      double entries = block.cell().length;
      double columns = block.columns().length;
      cost += entries * entries * columns / 2 + entries * columns * columns / 2;
    }
    return cost;
  }

  @Override
  public void factor(double[] x, double[] posteriors, double[] lambda, double[] curvature) {
    posterior = posteriors;
    for (int k = 0; k < matrix.length; k++) {
      Arrays.fill(matrix[k], 0);
      matrix[k][k] = 1 / curvature[k];
    }
    for (int y = 0; y < classes.length; y++) {
      classes[y].factor(x);
      add(classes[y], problem.blocks[y]);
    }
    Cholesky.factor(matrix, matrix.length);
  }

  /** Adds one class's part of V. */
  private void add(ClassFactor factor, Block block) {
    int columns = block.columns().length;
    int free = factor.freeColumns();
    int entries = block.cell().length;
    for (int e = 0; e < entries; e++) {
      factor.root(e / columns, e % columns, root);
      for (int k = 0; k < free; k++) {
        roots[k][e] = posterior[block.offset() + e] * root[k];
      }
    }
    for (int e = 0; e < entries; e++) {
      int rowEnd = (e / columns + 1) * columns;
      Arrays.fill(product, e, entries, 0);
      Cholesky.subtract(roots, 0, free, product, e, e, entries);
      double[] target = matrix[block.cell()[e]];
      for (int f = e; f < entries; f++) {
        target[block.cell()[f]] -= product[f];
      }
      double own = posterior[block.offset() + e] / factor.rowSum(e / columns);
      for (int f = e; f < rowEnd; f++) {
        target[block.cell()[f]] += own * posterior[block.offset() + f];
      }
    }
  }

  @Override
  public void solve(double[] rows, double[] columns) {
    double[] firstRows = rows.clone();
    double[] firstColumns = columns.clone();
    solveClasses(firstRows, firstColumns);
    double[] byCell = new double[matrix.length];
    Incidence.gradient(problem, posterior, firstRows, firstColumns, byCell);
    Cholesky.solveLower(matrix, matrix.length, byCell);
    Cholesky.solveUpper(matrix, matrix.length, byCell);
    subtractCells(byCell, rows, columns);
    solveClasses(rows, columns);
  }

  private void solveClasses(double[] rows, double[] columns) {
    for (ClassFactor factor : classes) {
      factor.solve(rows, columns);
    }
  }

  /** Takes J'u off. */
  private void subtractCells(double[] byCell, double[] rows, double[] columns) {
    for (Block block : problem.blocks) {
      int[] cell = block.cell();
      int width = block.columns().length;
      int e = 0;
      for (int i = block.rowOffset(); i < block.rowOffset() + block.rows().length; i++) {
        for (int j = block.columnOffset(); j < block.columnOffset() + width; j++, e++) {
          double value = posterior[block.offset() + e] * byCell[cell[e]];
          rows[i] -= value;
          columns[j] -= value;
        }
      }
    }
  }

  @Override
  public int refinements(double gapNats) {
    return gapNats < ROUGH_NATS ? 3 : 1;
  }
}
