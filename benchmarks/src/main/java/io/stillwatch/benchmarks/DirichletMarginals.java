package io.stillwatch.benchmarks;

import io.stillwatch.table.JointDistribution;
import io.stillwatch.table.Seeds;
import io.stillwatch.table.TableShape;
import java.util.Random;

/**
 * Teacher and student independent given the label: p(y), p(t|y) and p(s|y) each from a symmetric
 * Dirichlet distribution.
 *
 * @param alpha their parameter, above 0
 */
record DirichletMarginals(double alpha) implements Model {

  @Override
  public JointDistribution exact(TableShape shape, long seed) {
    Random random = Seeds.random(seed);
    double[] labels = Dirichlet.draw(shape.labels(), alpha, random);
    double[] cells = new double[shape.cells()];
    for (int y = 0; y < labels.length; y++) {
      double[] teacher = Dirichlet.draw(shape.teacherStates(), alpha, random);
      double[] student = Dirichlet.draw(shape.studentStates(), alpha, random);
      for (int t = 0; t < teacher.length; t++) {
        for (int s = 0; s < student.length; s++) {
          cells[shape.index(y, t, s)] = labels[y] * teacher[t] * student[s];
        }
      }
    }
    return JointDistribution.ofProbabilities(shape, cells);
  }

  @Override
  public String toString() {
    return "Dirichlet marginals " + Text.plain(alpha);
  }
}
