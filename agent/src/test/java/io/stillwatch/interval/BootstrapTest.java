package io.stillwatch.interval;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.stillwatch.interval.NoisyClassifiers.Row;
import io.stillwatch.pid.BrojaSolver;
import io.stillwatch.pid.Solution;
import io.stillwatch.table.BlockedTable;
import io.stillwatch.table.JointDistribution;
import io.stillwatch.table.Seeds;
import java.util.List;
import org.junit.jupiter.api.Test;

final class BootstrapTest {
  private static final BiasCorrection.Bootstrap TWENTY = new BiasCorrection.Bootstrap(20, 7);

  private static BlockedTable table() {
    List<Row> rows = NoisyClassifiers.of(.9, .4, .4, 0).sample(500, Seeds.random(1));
    BlockedTable.Builder table = BlockedTable.builder(NoisyClassifiers.SHAPE, 10);
    for (int i = 0; i < rows.size(); i++) {
      Row row = rows.get(i);
      table.add(i % 10, row.label(), row.teacher(), row.student(), 1);
    }
    return table.build();
  }

  private static Solution whole(BlockedTable table) {
    return BrojaSolver.solve(JointDistribution.of(table.whole()));
  }

  private static double drawnTeacherInformation(BlockedTable table, int replicate) {
    return JointDistribution.of(table.resampled(Seeds.with(7, replicate)))
        .labelTeacher()
        .mutualInformation();
  }

  @Test
  void whatReplicatesHaveAboveTheTableTheTableHasAboveTheWorld() {
    BlockedTable table = table();
    double plugin = whole(table).decomposition().teacherInformation();
    double expected = 2 * plugin;
    for (int replicate = 0; replicate < 20; replicate++) {
      expected -= drawnTeacherInformation(table, replicate) / 20;
    }
    assertThat(expected).isNotCloseTo(plugin, within(.001));
    assertThat(Bootstrap.of(table, whole(table), TWENTY).corrected().teacher())
        .isCloseTo(expected, within(1e-13));
  }

  @Test
  void theErrorIsTheDeviationOfTheReplicates() {
    BlockedTable table = table();
    double mean = 0;
    for (int replicate = 0; replicate < 20; replicate++) {
      mean += drawnTeacherInformation(table, replicate) / 20;
    }
    double squares = 0;
    for (int replicate = 0; replicate < 20; replicate++) {
      double off = drawnTeacherInformation(table, replicate) - mean;
      squares += off * off;
    }
    assertThat(Bootstrap.of(table, whole(table), TWENTY).errors().teacher())
        .isCloseTo(Math.sqrt(squares / 19), within(1e-13));
  }

  @Test
  void whatEverySolveLeavesOpenIsCounted() {
    BlockedTable table = table();
    Solution whole = whole(table);
    assertThat(Bootstrap.of(table, whole, TWENTY).certificateNats())
        .isGreaterThan(whole.gapNats())
        .isLessThan(whole.gapNats() + 1e-5);
  }

  @Test
  void oneReplicateHasNoDeviation() {
    assertThatThrownBy(() -> new BiasCorrection.Bootstrap(1, 0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("replicates was 1; must be at least 2");
  }
}
