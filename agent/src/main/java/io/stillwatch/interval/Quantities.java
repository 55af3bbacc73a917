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
  static final Quantities ZERO = new Quantities(0, 0, 0, 0, 0);

  static Quantities of(Solution solution) {
    Decomposition exact = solution.decomposition();
    return new Quantities(
        exact.teacherInformation(),
        exact.studentInformation(),
        solution.unionInformationNats(),
        exact.jointInformation(),
        exact.copying());
  }

  /** So many times these. */
  Quantities times(double factor) {
    return ZERO.plus(factor, this);
  }

  /** These and so many times others. */
  Quantities plus(double factor, Quantities others) {
    return new Quantities(
        teacher + factor * others.teacher,
        student + factor * others.student,
        union + factor * others.union,
        joint + factor * others.joint,
        copying + factor * others.copying);
  }

  /**
   * The decomposition of these, moved to where one is possible: every information about the label
   * between 0 and H(Y), I* between max(I_T, I_S) and I_T + I_S, I_TS at least I*, and I(T;S) at
   * least Red - Syn, so that no atom is negative. What is estimated well goes first: neither
   * redundancy nor gap depends on I_TS or I(T;S).
   */
  Decomposition projected(double labelEntropy) {
    double t = clipped(teacher, 0, labelEntropy);
    double s = clipped(student, 0, labelEntropy);
    double u = clipped(union, Math.max(t, s), Math.min(t + s, labelEntropy));
    double ts = clipped(joint, u, labelEntropy);
    double redundancy = t + s - u;
    double synergy = ts - u;
    double c = Math.max(copying, Math.max(0, redundancy - synergy));
    double nuisance = Math.max(0, c - redundancy + synergy);
    return new Decomposition(
        redundancy, u - s, u - t, synergy, t, s, ts, c, nuisance, labelEntropy);
  }

  static double clipped(double value, double least, double most) {
    return Math.max(least, Math.min(most, value));
  }
}
