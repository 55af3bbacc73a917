package io.stillwatch.pid;

import static org.assertj.core.api.Assertions.assertThat;

import io.stillwatch.table.JointDistribution;
import io.stillwatch.table.TableShape;
import org.junit.jupiter.api.Test;

/** Tables too large for the dense system: sweeps alone, and a certificate all the same. */
final class LargeTablesTest {
  private static final double TOLERANCE_NATS = 1e-3;

  /** Solves a split table, whose minimum is that of the small one. */
  private static void sweep(JointDistribution small, JointDistribution large) {
    Solution exact = BrojaSolver.solve(small);
    Solution swept = BrojaSolver.solve(large, TOLERANCE_NATS);

    assertThat(swept.gapNats()).isBetween(0.0, TOLERANCE_NATS);
    assertThat(swept.iterations()).isPositive();
    assertThat(swept.lowerNats()).isLessThanOrEqualTo(exact.upperNats() + 1e-12);
    assertThat(swept.upperNats()).isGreaterThanOrEqualTo(exact.lowerNats() - 1e-12);
  }

  @Test
  void aTableWhoseSystemIsTooLargeIsSwept() {
    JointDistribution small = RandomTables.of(0);
    JointDistribution large = Recoding.split(small, new TableShape(6, 6, 6));
    assertThat(BrojaProblem.of(large).freeColumns()).isGreaterThan(BrojaSolver.LARGEST_SYSTEM);

    sweep(small, large);
  }

  @Test
  void aTableWhoseEliminationIsTooLargeIsSwept() {
    JointDistribution small = RandomTables.of(0);
    JointDistribution large = Recoding.split(small, new TableShape(9, 40, 2));
    BrojaProblem problem = BrojaProblem.of(large);
    assertThat(problem.freeColumns()).isLessThan(BrojaSolver.LARGEST_SYSTEM);
    assertThat(problem.eliminationSize()).isGreaterThan(BrojaSolver.LARGEST_ELIMINATION);

    sweep(small, large);
  }
}
