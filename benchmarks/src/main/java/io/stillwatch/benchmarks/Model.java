package io.stillwatch.benchmarks;

import io.stillwatch.table.JointDistribution;
import io.stillwatch.table.TableShape;

/** A family of exact tables, one for every shape and seed. */
sealed interface Model permits NoisyClassifiers, DirichletJoint, DirichletMarginals {
  /**
   * A table of the family.
   *
   * @param shape its shape
   * @param seed the same seed gives the same table; a family of one table a shape ignores it
   */
  JointDistribution exact(TableShape shape, long seed);
}
