package io.stillwatch.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import io.stillwatch.benchmarks.AlternatingMinimisationYardstick.Outcome;
import io.stillwatch.benchmarks.Models.Tables;
import io.stillwatch.pid.BrojaSolver;
import io.stillwatch.pid.Solution;
import io.stillwatch.table.JointDistribution;
import io.stillwatch.table.TableShape;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

final class YardstickTest {
  private static final double ROUNDING_NATS = 1e-12;
  private static final double GENEROUS_MILLIS = 60_000;

  static Stream<Tables> families() {
    return Models.all().stream();
  }

  @ParameterizedTest
  @MethodSource("families")
  void itsIntervalOverlapsTheSolversOnSmallTables(Tables family) {
    for (TableShape shape : List.of(new TableShape(2, 2, 2), new TableShape(3, 4, 5))) {
      for (long seed = 0; seed < 5; seed++) {
        JointDistribution table = family.table(shape, seed);
        Outcome yardstick = AlternatingMinimisationYardstick.solve(table, 1e-4, GENEROUS_MILLIS);
        Solution solution = BrojaSolver.solve(table, 1e-6);
        String which = "%s, %s, seed %d".formatted(family, Text.size(shape), seed);
        assertThat(yardstick.met()).as(which).isTrue();
        assertThat(yardstick.upperNats() - yardstick.lowerNats())
            .as(which)
            .isBetween(-ROUNDING_NATS, 1e-4);
        assertThat(yardstick.lowerNats())
            .as(which)
            .isLessThanOrEqualTo(solution.upperNats() + ROUNDING_NATS);
        assertThat(yardstick.upperNats())
            .as(which)
            .isGreaterThanOrEqualTo(solution.lowerNats() - ROUNDING_NATS);
      }
    }
  }
}
