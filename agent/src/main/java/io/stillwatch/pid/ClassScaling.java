package io.stillwatch.pid;

import io.stillwatch.pid.BrojaProblem.Block;
import java.util.Arrays;

/**
 * The scaling of one class onto its marginals: alpha_y(t), beta_y(s) of its coupling p_y r(t,s)
 * alpha_y(t) beta_y(s), for r over all (t,s), row-major. The innermost loop of alternating
 * minimisation: what a row needs of r is gathered once, and summed twice.
 */
final class ClassScaling {
  private final BrojaProblem problem;
  private final Block block;
  private final int width;
  private final double[] alpha;
  private final double[] beta;
  private final double[] line;
  private final double[] lineBeta;
  private final double[] columnSum;

  /**
   * Makes one.
   *
   * @param alpha a row vector, of which the class's part is read and written
   * @param beta a column vector, likewise
   */
  ClassScaling(BrojaProblem problem, Block block, double[] alpha, double[] beta) {
    this.problem = problem;
    this.block = block;
    this.width = problem.columnMarginal.length;
    this.alpha = alpha;
    this.beta = beta;
    this.line = new double[block.columns().length];
    this.lineBeta = new double[line.length];
    this.columnSum = new double[line.length];
  }

  /**
   * One sweep: rows onto their masses, then columns.
   *
   * @return by how much the rows missed their masses before
   */
  double scale(double[] r) {
    double missed = 0;
    System.arraycopy(beta, block.columnOffset(), lineBeta, 0, line.length);
    Arrays.fill(columnSum, 0);
    int[] rows = block.rows();
    for (int i = 0; i < rows.length; i++) {
      gather(r, rows[i] * width);
      int row = block.rowOffset() + i;
      double sum = block.mass() * product(line, lineBeta);
      missed += Math.abs(problem.rowMass[row] - alpha[row] * sum);
      double scaling = problem.rowMass[row] / sum;
      alpha[row] = scaling;
      for (int j = 0; j < columnSum.length; j++) {
        columnSum[j] += scaling * line[j];
      }
    }
    for (int j = 0; j < columnSum.length; j++) {
      int column = block.columnOffset() + j;
      beta[column] = problem.columnMass[column] / (block.mass() * columnSum[j]);
    }
    return missed;
  }

  private void gather(double[] r, int first) {
    int[] columns = block.columns();
    for (int j = 0; j < columns.length; j++) {
      line[j] = r[first + columns[j]];
    }
  }

  /** Adds p_y alpha_y(t) beta_y(s), the class's part of g, over all (t,s). */
  void addConstraint(double[] g) {
    int[] rows = block.rows();
    int[] columns = block.columns();
    for (int i = 0; i < rows.length; i++) {
      double share = block.mass() * alpha[block.rowOffset() + i];
      int first = rows[i] * width;
      for (int j = 0; j < columns.length; j++) {
        g[first + columns[j]] += share * beta[block.columnOffset() + j];
      }
    }
  }

  /** In four sums, as one alone would wait for itself. */
  private static double product(double[] one, double[] other) {
    double first = 0;
    double second = 0;
    double third = 0;
    double fourth = 0;
    int j = 0;
    for (; j + 3 < one.length; j += 4) {
      first += one[j] * other[j];
      second += one[j + 1] * other[j + 1];
      third += one[j + 2] * other[j + 2];
      fourth += one[j + 3] * other[j + 3];
    }
    for (; j < one.length; j++) {
      first += one[j] * other[j];
    }
    return first + second + (third + fourth);
  }
}
