package io.stillwatch.interval;

import io.stillwatch.pid.Decomposition;
import io.stillwatch.pid.Solution;

/**
 * The five informations that a decomposition follows from, in nats. Bias is corrected on these and
 * not on the atoms, so that the identities of a decomposition hold after correction too.
 *
 * @param teacher I(Y;T)
 * @param student I(Y;S)
 * @param union I*, the least I_Q(Y;T,S) over the couplings that keep both pair tables
 * @param joint I(Y;T,S)
 * @param copying I(T;S)
 */
record Quantities(double teacher, double student, double union, double joint, double copying) {

  static Quantities of(Solution solution) {
    Decomposition exact = solution.decomposition();
    return new Quantities(
        exact.teacherInformation(),
        exact.studentInformation(),
        solution.unionInformationNats(),
        exact.jointInformation(),
        exact.copying());
  }

  Quantities times(double factor) {
    return new Quantities(
        factor * teacher, factor * student, factor * union, factor * joint, factor * copying);
  }

  Quantities minus(Quantities other) {
    return new Quantities(
        teacher - other.teacher,
        student - other.student,
        union - other.union,
        joint - other.joint,
        copying - other.copying);
  }

  /**
   * The decomposition nearest to these: every information between 0 and H(Y), max(I_T, I_S) at most
   * I*, which is at most I_TS and I_T + I_S, and I(T;S) at least Red - Syn, so that no atom is
   * negative.
   */
  Decomposition projected(double labelEntropy) {
    double t = clipped(teacher, 0, labelEntropy);
    double s = clipped(student, 0, labelEntropy);
    double ts = clipped(joint, Math.max(t, s), labelEntropy);
    double u = clipped(union, Math.max(t, s), Math.min(ts, t + s));
    double redundancy = t + s - u;
    double synergy = ts - u;
    double c = Math.max(copying, Math.max(0, redundancy - synergy));
    return new Decomposition(
        redundancy, u - s, u - t, synergy, t, s, ts, c, c - redundancy + synergy, labelEntropy);
  }

  static double clipped(double value, double least, double most) {
    return Math.max(least, Math.min(most, value));
  }
}
