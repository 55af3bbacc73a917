package io.stillwatch.interval;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.stillwatch.pid.BrojaSolver;
import io.stillwatch.pid.Solution;
import io.stillwatch.table.BlockedTable;
import io.stillwatch.table.JointDistribution;
import io.stillwatch.table.TableShape;
import org.junit.jupiter.api.Test;

final class JackknifeTest {
  /** Rows [block, label, teacher, student, count]: 20, 25 and 55 of 100 rows in a block. */
  private static final int[][] UNEQUAL = {
    {0, 0, 0, 0, 9},
    {0, 0, 1, 1, 2},
    {0, 1, 0, 1, 3},
    {0, 1, 1, 1, 6},
    {1, 0, 0, 1, 10},
    {1, 0, 1, 0, 4},
    {1, 1, 0, 0, 1},
    {1, 1, 1, 1, 10},
    {2, 0, 0, 0, 20},
    {2, 0, 1, 1, 9},
    {2, 1, 0, 1, 4},
    {2, 1, 1, 0, 22}
  };

  private static BlockedTable table(int blocks, int spacing, int[][] rows) {
    BlockedTable.Builder table = BlockedTable.builder(new TableShape(2, 2, 2), blocks);
    for (int[] row : rows) {
      table.add(spacing * row[0], row[1], row[2], row[3], row[4]);
    }
    return table.build();
  }

  private static Solution whole(BlockedTable table) {
    return BrojaSolver.solve(JointDistribution.of(table.whole()));
  }

  /** I(Y;T) in nats by its definition, without the rows of one block; -1 leaves out none. */
  private static double informationWithout(int block) {
    double[][] counts = new double[2][2];
    double total = 0;
    for (int[] row : UNEQUAL) {
      if (row[0] != block) {
        counts[row[1]][row[2]] += row[4];
        total += row[4];
      }
    }
    double information = 0;
    for (int y = 0; y < 2; y++) {
      for (int t = 0; t < 2; t++) {
        double label = counts[y][0] + counts[y][1];
        double teacher = counts[0][t] + counts[1][t];
        information += counts[y][t] / total * Math.log(counts[y][t] * total / label / teacher);
      }
    }
    return information;
  }

  @Test
  void everyBlockIsLeftOutOnceAndWeighsByTheRowsThatAreLeft() {
    BlockedTable table = table(3, 1, UNEQUAL);
    double expected =
        3 * informationWithout(-1)
            - .80 * informationWithout(0)
            - .75 * informationWithout(1)
            - .45 * informationWithout(2);
    assertThat(Jackknife.of(table, whole(table)).corrected().teacher())
        .isCloseTo(expected, within(1e-14));
  }

  /** By pseudo-values (Busing, Meijer and van der Leeden 1999). */
  @Test
  void theErrorIsThatOfThePseudoValues() {
    double[] shares = {.20, .25, .55};
    double whole = informationWithout(-1);
    double corrected = 3 * whole;
    for (int block = 0; block < 3; block++) {
      corrected -= (1 - shares[block]) * informationWithout(block);
    }
    double variance = 0;
    for (int block = 0; block < 3; block++) {
      double h = 1 / shares[block];
      double off = h * whole - (h - 1) * informationWithout(block) - corrected;
      variance += off * off / (h - 1) / 3;
    }
    BlockedTable table = table(3, 1, UNEQUAL);
    assertThat(Jackknife.of(table, whole(table)).errors().teacher())
        .isCloseTo(Math.sqrt(variance), within(1e-14));
  }

  @Test
  void emptyBlocksChangeNothing() {
    BlockedTable table = table(3, 1, UNEQUAL);
    BlockedTable spaced = table(10, 4, UNEQUAL);
    assertThat(Jackknife.of(spaced, whole(spaced))).isEqualTo(Jackknife.of(table, whole(table)));
  }

  @Test
  void oneBlockThatHoldsEverythingGivesThePlugIn() {
    BlockedTable table = table(10, 0, UNEQUAL);
    Solution whole = whole(table);
    Correction jackknife = Correction.of(table, whole, new BiasCorrection.Jackknife());
    assertThat(jackknife.corrected()).isEqualTo(Quantities.of(whole));
    assertThat(jackknife.certificateNats()).isEqualTo(whole.gapNats() / 2);
  }

  @Test
  void whatEverySolveLeavesOpenIsAddedUp() {
    BlockedTable table = table(3, 1, UNEQUAL);
    Solution whole = whole(table);
    double expected = 3 * whole.gapNats() / 2;
    double[] left = {.80, .75, .45};
    for (int block = 0; block < 3; block++) {
      Solution rest = BrojaSolver.solve(JointDistribution.of(table.without(block)));
      expected += left[block] * rest.gapNats() / 2;
    }
    assertThat(expected).isPositive();
    assertThat(Jackknife.of(table, whole).certificateNats())
        .isCloseTo(expected, within(1e-6 * expected));
  }
}
