package io.stillwatch.pid;

import io.stillwatch.table.JointDistribution;

/**
 * A solved decomposition: its values, the bounds that prove them, and how each value would move
 * with one more sample.
 *
 * <p>The <i>union information</i> I* is the least I_Q(Y;T,S) over all couplings that keep P(y,t)
 * and P(y,s); every atom of the decomposition is I* against plain mutual informations. {@link
 * #lowerNats} and {@link #upperNats} are proven up to rounding (about 1e-14), whatever the solver
 * did; the value taken is their midpoint. All atoms are at least 0.
 *
 * <p>An <i>influence</i> of a sample (y,t,s) on a quantity is its derivative when a little
 * probability moves from the whole table to that cell, but for a constant: the mean over the table
 * is the quantity itself. The variance of an influence over the table, divided by the number of
 * independent rows, is the first-order sampling variance. Only cells that are not empty have
 * influences. Immutable.
 */
public final class Solution {
  private final JointDistribution distribution;
  private final Decomposition decomposition;
  private final double lowerNats;
  private final double upperNats;
  private final int iterations;
  private final Duals duals;

  Solution(
      JointDistribution distribution,
      Decomposition decomposition,
      double lowerNats,
      double upperNats,
      int iterations,
      Duals duals) {
    this.distribution = distribution;
    this.decomposition = decomposition;
    this.lowerNats = lowerNats;
    this.upperNats = upperNats;
    this.iterations = iterations;
    this.duals = duals;
  }

  /**
   * The values, inside their bounds.
   *
   * @return in nats
   */
  public Decomposition decomposition() {
    return decomposition;
  }

  /**
   * The union information I*.
   *
   * @return the midpoint of the bounds, in nats
   */
  public double unionInformationNats() {
    return lowerNats + (upperNats - lowerNats) / 2;
  }

  /**
   * The certified lower bound of I*.
   *
   * @return in nats, at least max(I(Y;T), I(Y;S))
   */
  public double lowerNats() {
    return lowerNats;
  }

  /**
   * The certified upper bound of I*.
   *
   * @return in nats, at least {@link #lowerNats}
   */
  public double upperNats() {
    return upperNats;
  }

  /**
   * The width of the certified interval around I*, and so around every atom.
   *
   * @return in nats, at least 0
   */
  public double gapNats() {
    return upperNats - lowerNats;
  }

  /**
   * The work done.
   *
   * @return steps of the methods that it took: sweeps, Newton systems factored or quasi-Newton
   *     steps, which cost very differently; 0 where the start was certified at once, as it is
   *     wherever the couplings are unique
   */
  public int iterations() {
    return iterations;
  }

  /**
   * The dual of P(y,t).
   *
   * @param label the label
   * @param teacher the teacher's code
   * @return a_y(t); negative infinity where P(y,t) = 0
   */
  public double teacherDual(int label, int teacher) {
    return duals.teacher()[label][teacher];
  }

  /**
   * The dual of P(y,s).
   *
   * @param label the label
   * @param student the student's code
   * @return b_y(s); negative infinity where P(y,s) = 0
   */
  public double studentDual(int label, int student) {
    return duals.student()[label][student];
  }

  /**
   * The influence of a sample on I*.
   *
   * @param label its label
   * @param teacher the teacher's code
   * @param student the student's code
   * @return a_y(t) + b_y(s), in nats
   */
  public double unionInfluence(int label, int teacher, int student) {
    return teacherDual(label, teacher) + studentDual(label, student);
  }

  /**
   * The influence of a sample on I(Y;T).
   *
   * @param label its label
   * @param teacher the teacher's code
   * @return in nats
   */
  public double teacherInfluence(int label, int teacher) {
    return distribution.labelTeacher().pointwiseInformation(label, teacher);
  }

  /**
   * The influence of a sample on I(Y;S).
   *
   * @param label its label
   * @param student the student's code
   * @return in nats
   */
  public double studentInfluence(int label, int student) {
    return distribution.labelStudent().pointwiseInformation(label, student);
  }

  /**
   * The influence of a sample on I(Y;T,S).
   *
   * @param label its label
   * @param teacher the teacher's code
   * @param student the student's code
   * @return in nats
   */
  public double jointInfluence(int label, int teacher, int student) {
    return distribution.pointwiseJointInformation(label, teacher, student);
  }

  /**
   * The influence of a sample on the redundancy.
   *
   * @param label its label
   * @param teacher the teacher's code
   * @param student the student's code
   * @return in nats
   */
  public double redundancyInfluence(int label, int teacher, int student) {
    return teacherInfluence(label, teacher)
        + studentInfluence(label, student)
        - unionInfluence(label, teacher, student);
  }

  /**
   * The share of each label in the distillation gap: of the terms of I_Q(Y;T|S) at the optimal
   * coupling those that belong to it, which do not depend on which optimal coupling or duals were
   * found.
   *
   * @return one number a label, at least 0 each; their sum is 1
   */
  public double[] gapShares() {
    return GapByLabel.shares(distribution, duals);
  }
}
