package io.stillwatch.pid;

import io.stillwatch.table.CompensatedSum;
import io.stillwatch.table.JointDistribution;
import io.stillwatch.table.PairDistribution;
import java.util.Optional;

/**
 * Other measures of redundancy, for comparison with {@link BrojaSolver} and as bounds of it. Each
 * is a formula; the other atoms follow by the same identities and are at least 0.
 *
 * <p>On every table, redundancy by BROJA &lt;= by I_min &lt;= by I_MMI. The first holds because
 * I_min rests on P(y,t) and P(y,s) alone and leaves a synergy of at least 0 to every table with
 * these pairs, also to the one whose joint information is least; the second because a sum of least
 * terms is at most the least sum.
 *
 * <ol>
 *   <li>P. L. Williams, R. D. Beer, Nonnegative Decomposition of Multivariate Information (2010),
 *       arXiv 1004.2515.
 *   <li>A. B. Barrett, Exploration of synergistic and redundant information sharing in static and
 *       dynamical Gaussian systems, Phys. Rev. E 91 (2015), doi 10.1103/PhysRevE.91.052802.
 * </ol>
 */
public enum ClosedFormMeasure {
  /**
   * What each side tells at least about each label [1]: sum_y p(y) min(I(Y=y;T), I(Y=y;S)), with
   * the specific information I(Y=y;T) = sum_t p(t|y) log p(y|t)/p(y). It calls redundant also what
   * both sides tell about the same label in different ways: two independent fair bits T and S and Y
   * = (T,S) have 1 bit of it, and 0 by BROJA.
   */
  I_MIN("i_min"),

  /** Minimum mutual information [2], the most that redundancy can be: min(I(Y;T), I(Y;S)). */
  I_MMI("mmi");

  private final String label;

  ClosedFormMeasure(String label) {
    this.label = label;
  }

  /**
   * The measure of a label.
   *
   * @param label as {@link #label} gives it
   * @return the measure; empty where none is called so
   */
  public static Optional<ClosedFormMeasure> labelled(String label) {
    for (ClosedFormMeasure measure : values()) {
      if (measure.label.equals(label)) {
        return Optional.of(measure);
      }
    }
    return Optional.empty();
  }

  /**
   * What the measure is called in commands and results.
   *
   * @return a short word
   */
  public String label() {
    return label;
  }

  /**
   * Decomposes.
   *
   * @param distribution of label, teacher and student
   * @return its atoms by this measure, and its informations, in nats
   */
  public Decomposition decompose(JointDistribution distribution) {
    Informations known = Informations.of(distribution);
    double redundancy =
        switch (this) {
          case I_MIN -> leastSpecificInformation(distribution);
          case I_MMI -> Math.min(known.teacher(), known.student());
        };
    return known.decomposition(known.teacher() + known.student() - redundancy);
  }

  private static double leastSpecificInformation(JointDistribution distribution) {
    CompensatedSum sum = new CompensatedSum();
    for (int y = 0; y < distribution.shape().labels(); y++) {
      sum.add(
          Math.min(
              specificInformation(distribution.labelTeacher(), y),
              specificInformation(distribution.labelStudent(), y)));
    }
    return sum.value();
  }

  /** p(y) I(Y=y;X), in nats: a divergence, so at least 0 but for rounding. */
  private static double specificInformation(PairDistribution labelCode, int y) {
    CompensatedSum sum = new CompensatedSum();
    for (int x = 0; x < labelCode.columns(); x++) {
      double p = labelCode.probability(y, x);
      if (p > 0) {
        sum.add(p * labelCode.pointwiseInformation(y, x));
      }
    }
    return Math.max(0, sum.value());
  }
}
