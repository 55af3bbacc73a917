package io.stillwatch.pid;

import static org.assertj.core.api.Assertions.assertThat;

import io.stillwatch.table.JointDistribution;
import io.stillwatch.table.Seeds;
import io.stillwatch.table.TableShape;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Tables too large for one dense system or for both. */
final class LargeTablesTest {
  private static final double TOLERANCE_NATS = 1e-6;

  private static JointDistribution dense(int labels, int teachers, int students) {
    Random random = Seeds.random(labels);
    TableShape shape = new TableShape(labels, teachers, students);
    double[] weights = new double[shape.cells()];
    Arrays.setAll(weights, cell -> -Math.log(1 - random.nextDouble()));
    double sum = Arrays.stream(weights).sum();
    Arrays.setAll(weights, cell -> weights[cell] / sum);
    return JointDistribution.ofProbabilities(shape, weights);
  }

  @Test
  void aTableWithoutADenseSystemIsDescended() {
    JointDistribution large = dense(50, 50, 50);
    BrojaProblem problem = BrojaProblem.of(large);
    assertThat(problem.cells()).isGreaterThan(Stages.LARGEST_SYSTEM);
    assertThat(problem.freeColumns()).isGreaterThan(Stages.LARGEST_SYSTEM);

    Solution solution = BrojaSolver.solve(large, TOLERANCE_NATS);

    assertThat(solution.gapNats()).isBetween(0.0, TOLERANCE_NATS);
    assertThat(solution.iterations()).isPositive();
  }

  @Test
  void manyClassesAreSolvedOverTheirCells() {
    JointDistribution many = dense(400, 8, 8);
    BrojaProblem problem = BrojaProblem.of(many);
    assertThat(problem.freeColumns()).isGreaterThan(Stages.LARGEST_SYSTEM);

    Solution solution = BrojaSolver.solve(many, TOLERANCE_NATS);

    assertThat(solution.gapNats()).isBetween(0.0, TOLERANCE_NATS);
    assertThat(solution.iterations()).isBetween(1, 30);
  }

  /** A split state tells nothing new: the minimum is that of the small table. */
  @ParameterizedTest
  @CsvSource({"6, 6, 6", "9, 40, 2"})
  void splitStatesAndLabelsAreMergedAgain(int labels, int teachers, int students) {
    JointDistribution small = RandomTables.of(0);
    JointDistribution large = Recoding.split(small, new TableShape(labels, teachers, students));
    Presolve presolve = Presolve.of(BrojaProblem.of(large), 1e-9);
    assertThat(presolve.core().couplingSize)
        .isLessThanOrEqualTo(BrojaProblem.of(small).couplingSize);

    Solution exact = BrojaSolver.solve(small);
    Solution merged = BrojaSolver.solve(large, TOLERANCE_NATS);

    assertThat(merged.gapNats()).isBetween(0.0, TOLERANCE_NATS);
    assertThat(merged.lowerNats()).isLessThanOrEqualTo(exact.upperNats() + 1e-12);
    assertThat(merged.upperNats()).isGreaterThanOrEqualTo(exact.lowerNats() - 1e-12);
  }
}
