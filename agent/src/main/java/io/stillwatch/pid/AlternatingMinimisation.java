package io.stillwatch.pid;

import io.stillwatch.pid.BrojaProblem.Block;
import java.util.Arrays;

/**
 * Alternating minimisation of sum_y p_y KL(q_y || r) over couplings q_y and a common r: one scaling
 * sweep of every class onto its marginals, then r = sum_y p_y q_y. The scalings alpha_y(t),
 * beta_y(s) are kept between sweeps; their logarithms are a dual point. It starts the interior
 * point, and stands in for it where that one's dense system would be too large.
 */
final class AlternatingMinimisation {
  private final BrojaProblem problem;
  private final double[] alpha;
  private final double[] beta;
  private final double[] r;

  /** Starts at r = sum_y p_y p(t|y) p(s|y), which lies inside every constraint. */
  AlternatingMinimisation(BrojaProblem problem) {
    this.problem = problem;
    this.alpha = new double[problem.rowMass.length];
    this.beta = new double[problem.columnMass.length];
    this.r = new double[problem.cells()];
    Arrays.fill(beta, 1);
    for (Block block : problem.blocks) {
      int columns = block.columns().length;
      for (int e = 0; e < block.cell().length; e++) {
        r[block.cell()[e]] +=
            problem.rowMass[block.rowOffset() + e / columns]
                * (problem.columnMass[block.columnOffset() + e % columns] / block.mass());
      }
    }
  }

  /** One scaling sweep and a new r. */
  void sweep() {
    scale();
    double[] coupling = coupling();
    Arrays.fill(r, 0);
    Incidence.addByCell(problem, coupling, r);
  }

  /** Takes another r; the scalings stay. */
  void refer(double[] reference) {
    System.arraycopy(reference, 0, r, 0, r.length);
  }

  /**
   * One scaling sweep with r held.
   *
   * @return by how much the rows missed their masses before
   */
  double scale() {
    double missed = 0;
    for (Block block : problem.blocks) {
      int columns = block.columns().length;
      double[] columnSum = new double[columns];
      for (int i = 0; i < block.rows().length; i++) {
        double rowSum = 0;
        for (int j = 0; j < columns; j++) {
          rowSum += r[block.cell()[i * columns + j]] * beta[block.columnOffset() + j];
        }
        int row = block.rowOffset() + i;
        missed += Math.abs(problem.rowMass[row] - block.mass() * alpha[row] * rowSum);
        alpha[row] = problem.rowMass[row] / (block.mass() * rowSum);
        for (int j = 0; j < columns; j++) {
          columnSum[j] += r[block.cell()[i * columns + j]] * alpha[row];
        }
      }
      for (int j = 0; j < columns; j++) {
        int column = block.columnOffset() + j;
        beta[column] = problem.columnMass[column] / (block.mass() * columnSum[j]);
      }
    }
    return missed;
  }

  /** The value of the scalings for their r: sum p_y KL(q_y || r) once they are settled. */
  double valueNats() {
    double value = 0;
    for (int i = 0; i < alpha.length; i++) {
      value += problem.rowMass[i] * StrictMath.log(alpha[i]);
    }
    for (int j = 0; j < beta.length; j++) {
      value += problem.columnMass[j] * StrictMath.log(beta[j]);
    }
    return value;
  }

  /** The coupling p_y r alpha_y beta_y. */
  double[] coupling() {
    double[] coupling = new double[problem.couplingSize];
    for (Block block : problem.blocks) {
      int columns = block.columns().length;
      for (int e = 0; e < block.cell().length; e++) {
        coupling[block.offset() + e] =
            block.mass()
                * r[block.cell()[e]]
                * alpha[block.rowOffset() + e / columns]
                * beta[block.columnOffset() + e % columns];
      }
    }
    return coupling;
  }

  /** The dual point (log alpha, log beta). */
  DualPoint dual() {
    return new DualPoint(
        problem,
        Arrays.stream(alpha).map(StrictMath::log).toArray(),
        Arrays.stream(beta).map(StrictMath::log).toArray());
  }

  /** The sums of the coupling over classes, by cell: r as the next sweep would set it. */
  double[] reference() {
    double[] sums = new double[r.length];
    Incidence.addByCell(problem, coupling(), sums);
    return sums;
  }
}
