package io.stillwatch.interval;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.stillwatch.pid.BrojaSolver;
import io.stillwatch.pid.Decomposition;
import io.stillwatch.pid.Solution;
import io.stillwatch.table.JointDistribution;
import io.stillwatch.table.LabelMix;
import io.stillwatch.table.Seeds;
import io.stillwatch.table.TableShape;
import io.stillwatch.table.TripleTable;
import java.util.Random;
import java.util.function.ToDoubleFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The oracle is the delta method by differences: a little probability is moved to each cell in
 * turn, and the table is solved again.
 */
final class StandardErrorsTest {
  private static final TableShape SHAPE = new TableShape(3, 3, 3);
  private static final double ROWS = 1_000;
  private static final double STEP = 1e-4;
  private static final double TOLERANCE_NATS = 1e-10;

  /** A dense table, so that all is smooth. */
  private static double[] counts(long seed) {
    Random random = Seeds.random(seed);
    double[] counts = new double[SHAPE.cells()];
    for (int cell = 0; cell < counts.length; cell++) {
      int label = cell / 9;
      boolean right = cell / 3 % 3 == label || cell % 3 == label;
      counts[cell] = (right ? 200 : 50) + random.nextInt(200);
    }
    return counts;
  }

  private static TripleTable table(double[] counts) {
    TripleTable.Builder table = TripleTable.builder(SHAPE);
    for (int cell = 0; cell < counts.length; cell++) {
      table.add(cell / 9, cell / 3 % 3, cell % 3, (long) counts[cell]);
    }
    return table.build();
  }

  private static double byDifferences(
      double[] counts, double total, ToDoubleFunction<Decomposition> quantity) {
    double variance = 0;
    for (int cell = 0; cell < counts.length; cell++) {
      double derivative =
          (moved(counts, total, cell, STEP, quantity) - moved(counts, total, cell, -STEP, quantity))
              / (2 * STEP);
      variance += counts[cell] / total * derivative * derivative;
    }
    return Math.sqrt(variance / ROWS);
  }

  private static double moved(
      double[] counts,
      double total,
      int to,
      double share,
      ToDoubleFunction<Decomposition> quantity) {
    double[] probabilities = new double[counts.length];
    for (int cell = 0; cell < counts.length; cell++) {
      probabilities[cell] = (1 - share) * counts[cell] / total + (cell == to ? share : 0);
    }
    JointDistribution moved = JointDistribution.ofProbabilities(SHAPE, probabilities);
    return quantity.applyAsDouble(BrojaSolver.solve(moved, TOLERANCE_NATS).decomposition());
  }

  @ParameterizedTest
  @ValueSource(longs = {2, 3, 7})
  void everyErrorIsThatOfTheDeltaMethod(long seed) {
    double[] counts = counts(seed);
    TripleTable table = table(counts);
    double total = table.total();
    Solution solution = BrojaSolver.solve(JointDistribution.of(table), TOLERANCE_NATS);
    Decomposition inside = solution.decomposition();
    assertThat(inside.distillationGap()).as("gap of seed %d", seed).isGreaterThan(.001);
    assertThat(inside.studentUnique()).as("student unique of seed %d", seed).isGreaterThan(.001);
    StandardErrors errors = Influences.of(table, LabelMix.OWN, solution).standardErrors(ROWS);
    assertClose(errors.redundancy(), byDifferences(counts, total, Decomposition::redundancy));
    assertClose(errors.gap(), byDifferences(counts, total, Decomposition::distillationGap));
    assertClose(errors.unique(), byDifferences(counts, total, Decomposition::studentUnique));
    assertClose(errors.teacher(), byDifferences(counts, total, Decomposition::teacherInformation));
    assertClose(errors.student(), byDifferences(counts, total, Decomposition::studentInformation));
    assertClose(
        errors.distilledRatio(),
        byDifferences(counts, total, d -> d.redundancy() / d.teacherInformation()));
  }

  private static void assertClose(double actual, double expected) {
    assertThat(actual).isPositive().isCloseTo(expected, within(.002 * expected));
  }

  @Test
  void fourTimesTheRowsHalveEveryError() {
    TripleTable table = table(counts(4));
    Solution solution = BrojaSolver.solve(JointDistribution.of(table));
    StandardErrors few = Influences.of(table, LabelMix.OWN, solution).standardErrors(100);
    StandardErrors many = Influences.of(table, LabelMix.OWN, solution).standardErrors(400);
    assertThat(many.redundancy()).isEqualTo(few.redundancy() / 2);
    assertThat(many.distilledRatio()).isEqualTo(few.distilledRatio() / 2);
  }

  @Test
  void aPerfectTeacherOfEqualClassesHasNoError() {
    TripleTable.Builder table = TripleTable.builder(SHAPE);
    for (int y = 0; y < 3; y++) {
      table.add(y, y, y, 1_000);
    }
    TripleTable built = table.build();
    Solution solution = BrojaSolver.solve(JointDistribution.of(built));
    StandardErrors errors = Influences.of(built, LabelMix.OWN, solution).standardErrors(3_000);
    assertThat(errors.teacher()).isCloseTo(0, within(1e-9));
    assertThat(errors.redundancy()).isCloseTo(0, within(1e-9));
    assertThat(errors.distilledRatio()).isCloseTo(0, within(1e-9));
  }
}
