package io.stillwatch.benchmarks;

import io.stillwatch.table.JointDistribution;
import io.stillwatch.table.Seeds;
import io.stillwatch.table.TableShape;

/**
 * Tables drawn from one symmetric Dirichlet distribution over all cells.
 *
 * @param alpha its parameter, above 0; small ones put most of the mass on few cells
 */
record DirichletJoint(double alpha) implements Model {

  @Override
  public JointDistribution exact(TableShape shape, long seed) {
    double[] cells = Dirichlet.draw(shape.cells(), alpha, Seeds.random(seed));
    return JointDistribution.ofProbabilities(shape, cells);
  }

  @Override
  public String toString() {
    return "joint Dirichlet " + Text.plain(alpha);
  }
}
