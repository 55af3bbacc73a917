package io.stillwatch.pid;

import io.stillwatch.pid.BrojaProblem.Block;

/**
 * One class's block of H0, factored: its rows are eliminated, and what is left over its columns is
 * the Laplacian of a graph, whose weights w_jk = sum over i of X_ij X_ik / r_i say how columns hang
 * together. It is factored without a subtraction (Grassmann, Taksar and Heyman 1985, doi
 * 10.1287/opre.33.5.1107), so that links of 1e-12 keep their digits. The last column is the ground.
 */
final class ClassFactor {
  private static final double NO_LINK = 1e-300;

  private final Block block;
  private final double[] rowSum;

  /** X_ij / r_i, by row and column. */
  private final double[][] share;

  /** Above the diagonal l_kj, on it d_k. */
  private final double[][] laplacian;

  private final double[] work;

  ClassFactor(Block block) {
    this.block = block;
    int columns = block.columns().length;
    this.rowSum = new double[block.rows().length];
    this.share = new double[rowSum.length][columns];
    this.laplacian = new double[columns][columns];
    this.work = new double[columns];
  }

  int rows() {
    return rowSum.length;
  }

  /** Columns but for the ground. */
  int freeColumns() {
    return laplacian.length - 1;
  }

  double rowSum(int row) {
    return rowSum[row];
  }

  void factor(double[] x) {
    int columns = laplacian.length;
    for (double[] row : laplacian) {
      java.util.Arrays.fill(row, 0);
    }
    for (int i = 0; i < rowSum.length; i++) {
      int first = block.offset() + i * columns;
      double sum = 0;
      for (int j = 0; j < columns; j++) {
        sum += x[first + j];
      }
      rowSum[i] = sum;
      for (int j = 0; j < columns; j++) {
        share[i][j] = x[first + j] / sum;
      }
      for (int j = 0; j < columns; j++) {
        double own = x[first + j];
        for (int k = j + 1; k < columns; k++) {
          laplacian[j][k] += own * share[i][k];
        }
      }
    }
    eliminate();
  }

  private void eliminate() {
    int columns = laplacian.length;
    for (int k = 0; k < columns - 1; k++) {
      double[] pivot = laplacian[k];
      double degree = NO_LINK;
      for (int j = k + 1; j < columns; j++) {
        degree += pivot[j];
      }
      pivot[k] = degree;
      for (int i = k + 1; i < columns; i++) {
        double weight = pivot[i] / degree;
        double[] row = laplacian[i];
        for (int j = i + 1; j < columns; j++) {
          row[j] += weight * pivot[j];
        }
      }
      for (int j = k + 1; j < columns; j++) {
        pivot[j] /= degree;
      }
    }
  }

  /**
   * Solves H0 z = f for this class in place; the b of the ground comes out as 0.
   *
   * @param rows a row vector of the problem
   * @param columns a column vector of the problem
   */
  void solve(double[] rows, double[] columns) {
    int free = freeColumns();
    int firstRow = block.rowOffset();
    int firstColumn = block.columnOffset();
    for (int j = 0; j < free; j++) {
      work[j] = columns[firstColumn + j];
    }
    for (int i = 0; i < rowSum.length; i++) {
      double right = rows[firstRow + i];
      for (int j = 0; j < free; j++) {
        work[j] -= share[i][j] * right;
      }
    }
    forward(work);
    for (int k = free - 1; k >= 0; k--) {
      double value = work[k] / laplacian[k][k];
      for (int j = k + 1; j < free; j++) {
        value += laplacian[k][j] * work[j];
      }
      work[k] = value;
    }
    for (int i = 0; i < rowSum.length; i++) {
      double value = rows[firstRow + i] / rowSum[i];
      for (int j = 0; j < free; j++) {
        value -= share[i][j] * work[j];
      }
      rows[firstRow + i] = value;
    }
    System.arraycopy(work, 0, columns, firstColumn, free);
    columns[firstColumn + free] = 0;
  }

  private void forward(double[] v) {
    int free = freeColumns();
    for (int k = 0; k < free; k++) {
      double value = v[k];
      double[] row = laplacian[k];
      for (int j = k + 1; j < free; j++) {
        v[j] += row[j] * value;
      }
    }
  }

  /**
   * The root of H0^-1 at the unit e_j - X_i/r_i of a row and a column: h with h'h = the quadratic
   * form of the columns' part.
   *
   * @param h takes {@link #freeColumns} numbers
   */
  void root(int row, int column, double[] h) {
    int free = freeColumns();
    double others = 0;
    for (int j = 0; j <= free; j++) {
      if (j != column) {
        others += share[row][j];
      }
    }
    for (int j = 0; j < free; j++) {
      h[j] = j == column ? others : -share[row][j];
    }
    forward(h);
    for (int k = 0; k < free; k++) {
      h[k] /= Math.sqrt(laplacian[k][k]);
    }
  }
}
