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
  private final ClassScaling[] classes;
  private final double[] alpha;
  private final double[] beta;

  /** Over all (t,s), row-major; 0 where no class reaches. */
  private final double[] r;

  private final double[] g;

  /** Starts at r = sum_y p_y p(t|y) p(s|y), which lies inside every constraint. */
  AlternatingMinimisation(BrojaProblem problem) {
    this.problem = problem;
    this.alpha = new double[problem.rowMass.length];
    this.beta = new double[problem.columnMass.length];
    this.r = new double[problem.rowMarginal.length * problem.columnMarginal.length];
    this.g = new double[r.length];
    for (Block block : problem.blocks) {
      for (int i = 0; i < block.rows().length; i++) {
        double share = problem.rowMass[block.rowOffset() + i] / block.mass();
        int first = block.rows()[i] * problem.columnMarginal.length;
        for (int j = 0; j < block.columns().length; j++) {
          r[first + block.columns()[j]] += share * problem.columnMass[block.columnOffset() + j];
        }
      }
    }
    Arrays.fill(beta, 1);
    this.classes = new ClassScaling[problem.blocks.length];
    Arrays.setAll(classes, y -> new ClassScaling(problem, problem.blocks[y], alpha, beta));
  }

  /** One scaling sweep and a new r, which is r g: what the couplings add up to. */
  void sweep() {
    scale();
    Arrays.fill(g, 0);
    for (ClassScaling scaling : classes) {
      scaling.addConstraint(g);
    }
    for (int k = 0; k < r.length; k++) {
      r[k] *= g[k];
    }
  }

  /** Takes another r, by reachable cell; the scalings stay. */
  void refer(double[] reference) {
    for (int k = 0; k < reference.length; k++) {
      r[place(k)] = reference[k];
    }
  }

  private int place(int cell) {
    return problem.cellRow[cell] * problem.columnMarginal.length + problem.cellColumn[cell];
  }

  /**
   * One scaling sweep with r held.
   *
   * @return by how much the rows missed their masses before
   */
  double scale() {
    double missed = 0;
    for (ClassScaling scaling : classes) {
      missed += scaling.scale(r);
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
      int e = block.offset();
      for (int i = 0; i < block.rows().length; i++) {
        double share = block.mass() * alpha[block.rowOffset() + i];
        int first = block.rows()[i] * problem.columnMarginal.length;
        for (int j = 0; j < block.columns().length; j++, e++) {
          coupling[e] = share * r[first + block.columns()[j]] * beta[block.columnOffset() + j];
        }
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
    double[] sums = new double[problem.cells()];
    Incidence.addByCell(problem, coupling(), sums);
    return sums;
  }
}
