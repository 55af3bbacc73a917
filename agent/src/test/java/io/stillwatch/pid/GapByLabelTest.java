package io.stillwatch.pid;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.stillwatch.table.JointDistribution;
import io.stillwatch.table.PairDistribution;
import io.stillwatch.table.TableShape;
import java.util.Arrays;
import java.util.stream.LongStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

final class GapByLabelTest {
  private static final double TOLERANCE_NATS = 1e-9;

  /**
   * Duals are as good as their bound, which mends their constraints, and terms of a sum can be
   * further off than the sum, which is flat at its least.
   */
  private static final double TERM_NATS = 1e-5;

  private static final double ROUNDING = 1e-12;

  /** The seed, for the message of a failure. */
  private String seeded;

  @BeforeEach
  void nameTheSeed(TestInfo test) {
    seeded = test.getDisplayName();
  }

  static LongStream seeds() {
    return LongStream.range(0, 200);
  }

  private static double[] parts(JointDistribution table) {
    Solution solution = BrojaSolver.solve(table, TOLERANCE_NATS);
    double gap = solution.decomposition().distillationGap();
    return Arrays.stream(solution.gapShares()).map(share -> gap * share).toArray();
  }

  private static double[] raw(JointDistribution table, Solution solution) {
    int labels = table.shape().labels();
    double[][] teacher = new double[labels][table.shape().teacherStates()];
    double[][] student = new double[labels][table.shape().studentStates()];
    for (int y = 0; y < labels; y++) {
      int label = y;
      Arrays.setAll(teacher[y], t -> solution.teacherDual(label, t));
      Arrays.setAll(student[y], s -> solution.studentDual(label, s));
    }
    return GapByLabel.raw(table, new Duals(teacher, student));
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void theDualsSplitTheGapIntoPartsThatAreNotNegative(long seed) {
    JointDistribution table = RandomTables.of(seed);
    Solution solution = BrojaSolver.solve(table, TOLERANCE_NATS);
    double gap = solution.decomposition().distillationGap();

    double[] parts = raw(table, solution);

    assertThat(Arrays.stream(parts).sum()).as(seeded).isCloseTo(gap, within(TERM_NATS));
    assertThat(Arrays.stream(parts).min().orElseThrow()).as(seeded).isGreaterThan(-TERM_NATS);
    assertThat(Arrays.stream(solution.gapShares()).sum()).as(seeded).isCloseTo(1, within(ROUNDING));
    assertThat(Arrays.stream(solution.gapShares()).min().orElseThrow()).as(seeded).isNotNegative();
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void otherNamesChangeNoPart(long seed) {
    JointDistribution table = RandomTables.of(seed);
    double[] parts = parts(table);
    double[] others = parts(Recoding.relabelled(table, seed));

    Arrays.sort(parts);
    Arrays.sort(others);
    assertThat(others).as(seeded).containsExactly(parts, within(TERM_NATS));
  }

  @ParameterizedTest(name = "seed {0}")
  @ValueSource(longs = {0, 1, 2, 3, 4, 5, 6, 7, 8, 9})
  void theHalvesOfALabelContributeHalfEach(long seed) {
    JointDistribution table = RandomTables.of(seed);
    double[] parts = parts(table);
    double[] halves = parts(Recoding.split(table, new TableShape(2, 1, 1)));

    for (int y = 0; y < halves.length; y++) {
      assertThat(halves[y]).as(seeded).isCloseTo(parts[y / 2] / 2, within(TERM_NATS));
    }
  }

  /** Then only one coupling is possible: a label's part is P(y) times what S leaves open of it. */
  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void underATeacherThatKnowsAllALabelContributesWhatTheStudentLeavesOpen(long seed) {
    PairDistribution student = RandomTables.of(seed).labelStudent();
    TableShape shape = new TableShape(student.rows(), student.rows(), student.columns());
    JointDistribution table =
        Recoding.of(shape, (y, t, s) -> t == y ? student.probability(y, s) : 0);

    double[] parts = parts(table);

    for (int y = 0; y < parts.length; y++) {
      double open = 0;
      for (int s = 0; s < student.columns(); s++) {
        double p = student.probability(y, s);
        open += p > 0 ? p * Math.log(student.columnProbability(s) / p) : 0;
      }
      assertThat(parts[y]).as(seeded).isCloseTo(open, within(1e-8));
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 2, 5, 8, 9})
  void ofTenClassesThoseThatTheStudentMergesContributeAlikeAndNoOther(int known) {
    JointDistribution table =
        Recoding.of(
            new TableShape(10, 10, 10), (y, t, s) -> t == y && s == Math.min(y, known) ? 0.1 : 0);

    double[] parts = parts(table);

    for (int y = 0; y < 10; y++) {
      double expected = y < known ? 0 : 0.1 * Math.log(10 - known);
      assertThat(parts[y]).isCloseTo(expected, within(ROUNDING));
    }
  }
}
