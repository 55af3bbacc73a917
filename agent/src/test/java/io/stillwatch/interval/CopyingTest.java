package io.stillwatch.interval;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.stillwatch.table.BlockedTable;
import io.stillwatch.table.Seeds;
import io.stillwatch.table.TableShape;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class CopyingTest {
  /** Codes that agree in half of the rows. */
  private static BlockedTable table(int rows, int blocks, long seed) {
    Random random = Seeds.random(seed);
    BlockedTable.Builder table = BlockedTable.builder(new TableShape(3, 4, 4), blocks);
    for (int row = 0; row < rows; row++) {
      int teacher = random.nextInt(4);
      int student = random.nextBoolean() ? teacher : random.nextInt(4);
      table.add(random.nextInt(blocks), random.nextInt(3), teacher, student, 1);
    }
    return table.build();
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5})
  void itIsTheCopyingOfADecompositionOfTheSameRows(long seed) {
    BlockedTable table = table(400, 10, seed);
    Estimates estimates = Estimator.estimate(table, 400);
    assertThat(Copying.pluginNats(table.whole()))
        .as("seed %d", seed)
        .isCloseTo(estimates.plugin().copying(), within(1e-12));
    assertThat(Copying.correctedNats(table))
        .as("seed %d", seed)
        .isCloseTo(estimates.corrected().copying(), within(1e-12));
  }

  @Test
  void independentCodesOfFewRowsHaveNoneOnceCorrected() {
    double plugin = 0;
    double corrected = 0;
    for (int seed = 0; seed < 50; seed++) {
      Random random = Seeds.random(seed);
      BlockedTable.Builder table = BlockedTable.builder(new TableShape(1, 4, 4), 10);
      for (int row = 0; row < 100; row++) {
        table.add(row % 10, 0, random.nextInt(4), random.nextInt(4), 1);
      }
      plugin += Copying.pluginNats(table.build().whole()) / 50;
      corrected += Copying.correctedNats(table.build()) / 50;
    }
    // (4-1)(4-1)/200 nats of bias, of which clipping at 0 leaves a part.
    assertThat(plugin).isCloseTo(.045, within(.01));
    assertThat(corrected).isLessThan(.015);
  }

  @Test
  void oneBlockHasNothingToLeaveOut() {
    BlockedTable table = table(100, 1, 7);
    assertThat(Copying.correctedNats(table)).isEqualTo(Copying.pluginNats(table.whole()));
  }
}
