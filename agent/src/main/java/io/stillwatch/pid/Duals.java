package io.stillwatch.pid;

import io.stillwatch.pid.BrojaProblem.Block;
import io.stillwatch.table.JointDistribution;
import io.stillwatch.table.PairDistribution;
import java.util.Arrays;

/**
 * The duals of a solution by label and state; negative infinity where P(y,t) or P(y,s) is 0.
 *
 * @param teacher a_y(t), by label and teacher's code
 * @param student b_y(s), by label and student's code
 */
record Duals(double[][] teacher, double[][] student) {
  /**
   * From a point of a problem.
   *
   * @param mirrored whether the student's states are its rows
   */
  static Duals of(
      JointDistribution distribution, BrojaProblem problem, DualPoint point, boolean mirrored) {
    Duals duals = empty(distribution);
    double[][] ofRows = mirrored ? duals.student : duals.teacher;
    double[][] ofColumns = mirrored ? duals.teacher : duals.student;
    for (Block block : problem.blocks) {
      for (int i = 0; i < block.rows().length; i++) {
        ofRows[block.label()][block.rows()[i]] = point.a[block.rowOffset() + i];
      }
      for (int j = 0; j < block.columns().length; j++) {
        ofColumns[block.label()][block.columns()[j]] = point.b[block.columnOffset() + j];
      }
    }
    return duals;
  }

  /**
   * The duals of the face where one side knows all that both know: I* is then that side's own
   * information, and its pointwise information an optimal dual with nothing for the other side.
   */
  static Duals ofOneSide(JointDistribution distribution, boolean teacherSide) {
    Duals duals = empty(distribution);
    fill(duals.teacher, distribution.labelTeacher(), teacherSide);
    fill(duals.student, distribution.labelStudent(), !teacherSide);
    return duals;
  }

  private static void fill(double[][] side, PairDistribution pair, boolean knowing) {
    for (int y = 0; y < side.length; y++) {
      for (int state = 0; state < side[y].length; state++) {
        if (pair.probability(y, state) > 0) {
          side[y][state] = knowing ? pair.pointwiseInformation(y, state) : 0;
        }
      }
    }
  }

  private static Duals empty(JointDistribution distribution) {
    int labels = distribution.shape().labels();
    double[][] teacher = new double[labels][distribution.shape().teacherStates()];
    double[][] student = new double[labels][distribution.shape().studentStates()];
    for (int y = 0; y < labels; y++) {
      Arrays.fill(teacher[y], Double.NEGATIVE_INFINITY);
      Arrays.fill(student[y], Double.NEGATIVE_INFINITY);
    }
    return new Duals(teacher, student);
  }
}
