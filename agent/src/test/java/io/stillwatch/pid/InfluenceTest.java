package io.stillwatch.pid;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.stillwatch.table.JointDistribution;
import io.stillwatch.table.Seeds;
import io.stillwatch.table.TableShape;
import java.util.Arrays;
import java.util.Random;
import java.util.function.ToDoubleFunction;
import java.util.stream.LongStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Influences against what really happens when a little probability moves to a cell. */
final class InfluenceTest {
  private static final double TOLERANCE_NATS = 1e-9;
  private static final double SHARE = 1e-4;

  /**
   * A central difference is wrong by SHARE^2 / 6 times the third derivative, which for a cell of
   * probability p is about 1/p^2, here below 1e5; and by the certified gaps over 2 SHARE.
   */
  private static final double DIFFERENCE_NATS = 1e-3;

  /** The seed, for the message of a failure. */
  private String seeded;

  @BeforeEach
  void nameTheSeed(TestInfo test) {
    seeded = test.getDisplayName();
  }

  static LongStream seeds() {
    return LongStream.range(0, 40);
  }

  /** Dense, with no cell much rarer than the others: the minimum is then smooth in the table. */
  private static JointDistribution dense(long seed) {
    Random random = Seeds.random(seed);
    TableShape shape =
        new TableShape(2 + random.nextInt(3), 2 + random.nextInt(3), 2 + random.nextInt(3));
    double[] weights = new double[shape.cells()];
    Arrays.setAll(weights, cell -> 0.2 + random.nextDouble());
    double sum = Arrays.stream(weights).sum();
    Arrays.setAll(weights, cell -> weights[cell] / sum);
    return JointDistribution.ofProbabilities(shape, weights);
  }

  /** An influence by cell. */
  private interface Influence {
    double of(int label, int teacher, int student);
  }

  private static double mean(JointDistribution table, Influence influence) {
    TableShape shape = table.shape();
    double mean = 0;
    for (int y = 0; y < shape.labels(); y++) {
      for (int t = 0; t < shape.teacherStates(); t++) {
        for (int s = 0; s < shape.studentStates(); s++) {
          double p = table.probability(y, t, s);
          mean += p > 0 ? p * influence.of(y, t, s) : 0;
        }
      }
    }
    return mean;
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void theMeanOfAnInfluenceIsTheQuantityItself(long seed) {
    JointDistribution table = RandomTables.of(seed);
    Solution solution = BrojaSolver.solve(table, TOLERANCE_NATS);
    Decomposition nats = solution.decomposition();

    expect(mean(table, solution::unionInfluence), solution.unionInformationNats(), 1e-6);
    expect(mean(table, solution::redundancyInfluence), nats.redundancy(), 1e-6);
    expect(
        mean(table, (y, t, s) -> solution.teacherInfluence(y, t)),
        nats.teacherInformation(),
        1e-12);
    expect(
        mean(table, (y, t, s) -> solution.studentInfluence(y, s)),
        nats.studentInformation(),
        1e-12);
    expect(mean(table, solution::jointInfluence), nats.jointInformation(), 1e-12);
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void aLittleProbabilityMovesEachQuantityByItsInfluence(long seed) {
    JointDistribution table = dense(seed);
    Solution solution = BrojaSolver.solve(table, TOLERANCE_NATS);
    Random random = Seeds.random(Seeds.with(seed, 1));
    for (int trial = 0; trial < 4; trial++) {
      int y = random.nextInt(table.shape().labels());
      int t = random.nextInt(table.shape().teacherStates());
      int s = random.nextInt(table.shape().studentStates());
      Decomposition nats = solution.decomposition();

      expect(
          slope(table, y, t, s, Solution::unionInformationNats),
          solution.unionInfluence(y, t, s) - solution.unionInformationNats(),
          DIFFERENCE_NATS);
      expect(
          slope(table, y, t, s, moved -> moved.decomposition().redundancy()),
          solution.redundancyInfluence(y, t, s) - nats.redundancy(),
          DIFFERENCE_NATS);
      expect(
          slope(table, y, t, s, moved -> moved.decomposition().teacherInformation()),
          solution.teacherInfluence(y, t) - nats.teacherInformation(),
          DIFFERENCE_NATS);
      expect(
          slope(table, y, t, s, moved -> moved.decomposition().jointInformation()),
          solution.jointInfluence(y, t, s) - nats.jointInformation(),
          DIFFERENCE_NATS);
    }
  }

  /** The central difference of a quantity in the probability moved. */
  private static double slope(
      JointDistribution table, int y, int t, int s, ToDoubleFunction<Solution> quantity) {
    double[] values = new double[2];
    for (int side = 0; side < 2; side++) {
      JointDistribution moved = Recoding.moved(table, y, t, s, side == 0 ? -SHARE : SHARE);
      values[side] = quantity.applyAsDouble(BrojaSolver.solve(moved, TOLERANCE_NATS));
    }
    return (values[1] - values[0]) / (2 * SHARE);
  }

  private void expect(double found, double expected, double tolerance) {
    assertThat(found).as(seeded).isCloseTo(expected, within(tolerance));
  }
}
