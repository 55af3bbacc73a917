package io.stillwatch.pid;

import io.stillwatch.table.JointDistribution;

/**
 * What is known of a distribution without solving anything, in nats.
 *
 * @param teacher I(Y;T)
 * @param student I(Y;S)
 * @param joint I(Y;T,S)
 * @param copying I(T;S)
 * @param nuisanceCopying I(T;S|Y)
 * @param labelEntropy H(Y)
 */
record Informations(
    double teacher,
    double student,
    double joint,
    double copying,
    double nuisanceCopying,
    double labelEntropy) {

  static Informations of(JointDistribution distribution) {
    return new Informations(
        distribution.labelTeacher().mutualInformation(),
        distribution.labelStudent().mutualInformation(),
        distribution.jointInformation(),
        distribution.teacherStudent().mutualInformation(),
        distribution.nuisanceCopying(),
        distribution.labelEntropy());
  }

  /** I* is at least what each alone tells. */
  double leastUnionNats() {
    return Math.max(teacher, student);
  }

  /**
   * I* is at most what both tell together, and at most the sum, as the redundancy is not negative.
   */
  double mostUnionNats() {
    return Math.max(leastUnionNats(), Math.min(joint, teacher + student));
  }

  /** The atoms for a union information between those two; only rounding can make one negative. */
  Decomposition decomposition(double unionNats) {
    return new Decomposition(
        Math.max(0, teacher + student - unionNats),
        Math.max(0, unionNats - student),
        Math.max(0, unionNats - teacher),
        Math.max(0, joint - unionNats),
        teacher,
        student,
        joint,
        copying,
        nuisanceCopying,
        labelEntropy);
  }
}
