package io.stillwatch.interval;

import io.stillwatch.table.BlockedTable;
import io.stillwatch.table.JointDistribution;
import io.stillwatch.table.TripleTable;

/**
 * I(T;S) by itself, of rows that need no label: no solver is asked. Stateless.
 *
 * <p>The correction is that of {@link BiasCorrection.Jackknife}, in whose words: for blocks with
 * the shares m_j of the rows the corrected value is the sum of V - (1 - m_j) V_(-j).
 */
public final class Copying {
  private Copying() {}

  /**
   * The exact value of a table.
   *
   * @param table not empty; its labels have no say
   * @return in nats, at least 0
   * @throws IllegalArgumentException if the table is empty
   */
  public static double pluginNats(TripleTable table) {
    return JointDistribution.of(table).teacherStudent().mutualInformation();
  }

  /**
   * The same without its bias.
   *
   * @param table not empty; rows that belong together stand in one block
   * @return in nats, at least 0; the exact value where one block holds everything
   * @throws IllegalArgumentException if the table is empty
   */
  public static double correctedNats(BlockedTable table) {
    double whole = pluginNats(table.whole());
    if (table.occupiedBlocks() < 2) {
      return whole;
    }
    double total = table.whole().total();
    double corrected = whole * table.occupiedBlocks();
    for (int block = 0; block < table.blocks(); block++) {
      TripleTable rest = table.without(block);
      if (rest.total() < total) {
        corrected -= rest.total() / total * pluginNats(rest);
      }
    }
    return Math.max(0, corrected);
  }
}
