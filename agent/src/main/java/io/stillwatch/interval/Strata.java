package io.stillwatch.interval;

import java.util.ArrayList;
import java.util.List;

/**
 * Influences of a sample's rows, which count for more or less by their label. At a table's own mix
 * of labels that is their {@link Scatter} as they are. At a stated mix only what scatters within a
 * label is uncertain: a row's influence is then how far it lies from its label's mean, times how
 * many rows it counts for, as of any stratified mean (W. G. Cochran, Sampling Techniques, 3rd
 * edition, Wiley 1977, chapter 5A). Not thread-safe.
 */
final class Strata {
  private final double[] factors;
  private final boolean own;
  private final List<Row> rows = new ArrayList<>();

  private record Row(int label, double count, double nats) {}

  /**
   * No rows yet.
   *
   * @param factors how many rows a row of each label counts for
   * @param own whether that is 1 for all
   */
  Strata(double[] factors, boolean own) {
    this.factors = factors;
    this.own = own;
  }

  /** Adds rows of one label and influence, in any unit of weight that all of them share. */
  void add(int label, double count, double nats) {
    rows.add(new Row(label, count, nats));
  }

  Scatter scatter() {
    double[] means = own ? new double[factors.length] : means();
    Scatter scatter = new Scatter();
    for (Row row : rows) {
      scatter.add(row.count, factors[row.label] * (row.nats - means[row.label]));
    }
    return scatter;
  }

  private double[] means() {
    double[] counts = new double[factors.length];
    double[] sums = new double[factors.length];
    for (Row row : rows) {
      counts[row.label] += row.count;
      sums[row.label] += row.count * row.nats;
    }
    for (int label = 0; label < sums.length; label++) {
      sums[label] = counts[label] > 0 ? sums[label] / counts[label] : 0;
    }
    return sums;
  }
}
