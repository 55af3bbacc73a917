package io.stillwatch.table;

import java.util.Arrays;

/**
 * The P(y) at which a table is read: its own, or a stated one, P'(y,t,s) = P'(y) P(t,s|y). Read at
 * one mix, tables of samples with other class frequencies are comparable. Immutable.
 *
 * <p>A label that the mix has and a table has not cannot be read: its share goes to the labels that
 * are there, in proportion. A label that the mix does not have must not be in the table.
 */
public final class LabelMix {
  /** Every table at its own P(y). */
  public static final LabelMix OWN = new LabelMix(new double[0]);

  private final double[] shares;

  private LabelMix(double[] shares) {
    this.shares = shares;
  }

  /**
   * A stated mix.
   *
   * @param shares one a label, at least 0 and finite, in any unit; not all of them 0
   * @return the mix
   * @throws IllegalArgumentException if they are not that
   */
  public static LabelMix of(double[] shares) {
    for (double share : shares) {
      if (!(share >= 0 && share < Double.POSITIVE_INFINITY)) {
        throw new IllegalArgumentException(
            "share of a label was " + share + "; must be at least 0 and finite");
      }
    }
    if (!(Arrays.stream(shares).sum() > 0)) {
      throw new IllegalArgumentException("shares of labels were all 0; one must be above 0");
    }
    return new LabelMix(shares.clone());
  }

  /**
   * Whether tables are read as they are.
   *
   * @return true for {@link #OWN} alone
   */
  public boolean isOwn() {
    return shares.length == 0;
  }

  /**
   * How many rows a row of each label counts for.
   *
   * @param counts how many rows there are of each label, not all 0
   * @return one number a label, 1 on average over the rows; 0 where there is none
   * @throws IllegalArgumentException if there is a label that the mix has not
   */
  public double[] factors(long[] counts) {
    double[] probabilities = probabilities(counts);
    double total = Arrays.stream(counts).sum();
    double[] factors = new double[counts.length];
    for (int label = 0; label < factors.length; label++) {
      if (counts[label] > 0) {
        factors[label] = isOwn() ? 1 : probabilities[label] / (counts[label] / total);
      }
    }
    return factors;
  }

  /**
   * How many rows a row of the label counts for that counts for most.
   *
   * @param counts how many rows there are of each label, not all 0
   * @return at least 1; 1 where all count alike
   */
  public double largestFactor(long[] counts) {
    return Math.max(1, Arrays.stream(factors(counts)).max().orElseThrow());
  }

  /** P(y) of a table with so many rows of each label. */
  double[] probabilities(long[] counts) {
    double[] mix = isOwn() ? Arrays.stream(counts).asDoubleStream().toArray() : shares.clone();
    if (mix.length != counts.length) {
      throw new IllegalArgumentException(
          "number of shares was " + mix.length + "; must be " + counts.length);
    }
    for (int label = 0; label < mix.length; label++) {
      if (counts[label] == 0) {
        mix[label] = 0;
      } else if (mix[label] == 0) {
        throw new IllegalArgumentException(
            "share of label %d was 0 beside %d rows; must be above 0"
                .formatted(label, counts[label]));
      }
    }
    double sum = PairDistribution.stridedSum(mix, 0, 1, mix.length);
    Arrays.setAll(mix, label -> mix[label] / sum);
    return mix;
  }
}
