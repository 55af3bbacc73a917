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
  /** From the flat vectors of a problem. */
  static Duals of(JointDistribution distribution, BrojaProblem problem, double[] a, double[] b) {
    Duals duals = zero(distribution, Double.NEGATIVE_INFINITY);
    for (Block block : problem.blocks) {
      for (int i = 0; i < block.rows().length; i++) {
        duals.teacher[block.label()][block.rows()[i]] = a[block.rowOffset() + i];
      }
      for (int j = 0; j < block.columns().length; j++) {
        duals.student[block.label()][block.columns()[j]] = b[block.columnOffset() + j];
      }
    }
    return duals;
  }

  /**
   * The duals of the face where one side knows all that both know: I* is then that side's own
   * information, and its pointwise information an optimal dual with nothing for the other side.
   */
  static Duals ofOneSide(JointDistribution distribution, boolean teacherSide) {
    Duals duals = zero(distribution, 0);
    PairDistribution pair = teacherSide ? distribution.labelTeacher() : distribution.labelStudent();
    double[][] side = teacherSide ? duals.teacher : duals.student;
    for (int y = 0; y < side.length; y++) {
      for (int state = 0; state < side[y].length; state++) {
        boolean empty = pair.probability(y, state) == 0;
        side[y][state] = empty ? Double.NEGATIVE_INFINITY : pair.pointwiseInformation(y, state);
      }
    }
    return duals;
  }

  private static Duals zero(JointDistribution distribution, double value) {
    int labels = distribution.shape().labels();
    double[][] teacher = new double[labels][distribution.shape().teacherStates()];
    double[][] student = new double[labels][distribution.shape().studentStates()];
    for (int y = 0; y < labels; y++) {
      Arrays.fill(teacher[y], value);
      Arrays.fill(student[y], value);
    }
    return new Duals(teacher, student);
  }
}
