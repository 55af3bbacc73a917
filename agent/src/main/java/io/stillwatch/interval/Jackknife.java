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
 * V_(-j). An empty block changes nothing. Source: F. Busing, E. Meijer, R. van der Leeden, Delete-m
 * Jackknife for Unequal m, Statistics and Computing 9 (1999), doi 10.1023/A:1008800423698.
 *
 * @param corrected g V - sum (1 - m_j) V_(-j), not yet projected
 * @param certificateNats how far I* can be off on either side because no solve is exact
 */
record Jackknife(Quantities corrected, double certificateNats) {

  static Jackknife of(BlockedTable table, Solution whole) {
    int blocks = table.blocks();
    Quantities sum = Quantities.of(whole).times(blocks);
    double certificate = blocks * whole.gapNats() / 2;
    for (int block = 0; block < blocks; block++) {
      TripleTable rest = table.without(block);
      if (rest.total() > 0) {
        double share = (double) rest.total() / table.whole().total();
        Solution left =
            rest.total() == table.whole().total()
                ? whole
                : BrojaSolver.solve(JointDistribution.of(rest));
        sum = sum.minus(Quantities.of(left).times(share));
        certificate += share * left.gapNats() / 2;
      }
    }
    return new Jackknife(sum, certificate);
  }
}
