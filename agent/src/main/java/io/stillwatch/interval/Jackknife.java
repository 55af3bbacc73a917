package io.stillwatch.interval;

import io.stillwatch.pid.BrojaSolver;
import io.stillwatch.pid.Solution;
import io.stillwatch.table.BlockedTable;
import io.stillwatch.table.JointDistribution;
import io.stillwatch.table.TripleTable;

/**
 * Bias correction by leaving out one block of rows at a time: the bias of an information falls like
 * one over the number of rows, so what the value gains when rows are left out tells how much of it
 * is bias.
 *
 * <p>For g blocks with the shares m_j of the rows the corrected value is g V - sum (1 - m_j)
 * V_(-j). Empty blocks are none. Source: F. Busing, E. Meijer, R. van der Leeden, Delete-m
 * Jackknife for Unequal m, Statistics and Computing 9 (1999), doi 10.1023/A:1008800423698.
 *
 * @param corrected g V - sum (1 - m_j) V_(-j), not yet projected
 * @param certificateNats how far its I* can be off on either side because no solve is exact
 */
record Jackknife(Quantities corrected, double certificateNats) {
  private static final Jackknife NOTHING = new Jackknife(new Quantities(0, 0, 0, 0, 0), 0);

  static Jackknife of(BlockedTable table, Solution whole) {
    long total = table.whole().total();
    Jackknife sum = NOTHING;
    for (int block = 0; block < table.blocks(); block++) {
      TripleTable rest = table.without(block);
      if (rest.total() < total) {
        sum = sum.plus(1, whole);
      }
      if (rest.total() > 0 && rest.total() < total) {
        double share = (double) rest.total() / total;
        sum = sum.plus(-share, BrojaSolver.solve(JointDistribution.of(rest)));
      }
    }
    return sum;
  }

  private Jackknife plus(double factor, Solution solution) {
    return new Jackknife(
        corrected.plus(factor, Quantities.of(solution)),
        certificateNats + Math.abs(factor) * solution.gapNats() / 2);
  }
}
