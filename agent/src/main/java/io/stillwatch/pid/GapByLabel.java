package io.stillwatch.pid;

import io.stillwatch.table.CompensatedSum;
import io.stillwatch.table.JointDistribution;
import io.stillwatch.table.PairDistribution;

/**
 * What each label contributes to the distillation gap, I_Q(Y;T|S) at the optimal coupling:
 *
 * <pre>
 *   gap(y) = sum_t P(y,t) a_y(t) + sum_s P(y,s) (b_y(s) - i_S(y,s))
 * </pre>
 *
 * <p>with i_S the pointwise information of P(y,s). The free constant that the duals of a label have
 * goes from a_y to b_y and leaves the sum as it is. As q_y = r exp(a_y + b_y) where the optimal r
 * is above 0, gap(y) is p_y KL(q_y(t|s) || r(t|s)), averaged over q_y(s): what the label's own
 * terms contribute, a difference of specific informations in the sense of Williams and Beer [1],
 * and at least 0. Optimal couplings and duals need not be unique, but this is: any optimal coupling
 * and any optimal duals belong together, so exchanging one of the two changes no term.
 *
 * <ol>
 *   <li>P. L. Williams, R. D. Beer, Nonnegative Decomposition of Multivariate Information (2010),
 *       arXiv 1004.2515.
 * </ol>
 */
final class GapByLabel {
  private GapByLabel() {}

  /** The sums above, whose total is off by what the duals are. */
  static double[] raw(JointDistribution distribution, Duals duals) {
    double[] parts = new double[distribution.shape().labels()];
    for (int y = 0; y < parts.length; y++) {
      CompensatedSum sum = new CompensatedSum();
      add(sum, y, distribution.labelTeacher(), duals.teacher(), false);
      add(sum, y, distribution.labelStudent(), duals.student(), true);
      parts[y] = sum.value();
    }
    return parts;
  }

  private static void add(
      CompensatedSum sum, int y, PairDistribution pair, double[][] duals, boolean known) {
    for (int code = 0; code < pair.columns(); code++) {
      double probability = pair.probability(y, code);
      if (probability > 0) {
        double less = known ? pair.pointwiseInformation(y, code) : 0;
        sum.add(probability * (duals[y][code] - less));
      }
    }
  }

  /** The same as shares, at least 0 each: what is open is shared out in proportion. */
  static double[] shares(JointDistribution distribution, Duals duals) {
    double[] parts = raw(distribution, duals);
    double total = 0;
    for (int y = 0; y < parts.length; y++) {
      parts[y] = Math.max(0, parts[y]);
      total += parts[y];
    }
    for (int y = 0; y < parts.length; y++) {
      // Of a gap that no label shows each has what it has of the rows.
      parts[y] = total > 0 ? parts[y] / total : distribution.labelTeacher().rowProbability(y);
    }
    return parts;
  }
}
