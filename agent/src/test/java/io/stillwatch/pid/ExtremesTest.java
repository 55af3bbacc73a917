package io.stillwatch.pid;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.stillwatch.table.JointDistribution;
import io.stillwatch.table.Seeds;
import io.stillwatch.table.TableShape;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class ExtremesTest {
  private static final double NATS = 1e-6;
  private static final double BIT = Math.log(2);

  private static void expectAtoms(
      Solution solution, double redundancy, double gap, double unique, double synergy) {
    Decomposition nats = solution.decomposition();
    assertThat(solution.gapNats()).isBetween(0.0, NATS);
    assertThat(nats.redundancy()).isCloseTo(redundancy, within(NATS));
    assertThat(nats.distillationGap()).isCloseTo(gap, within(NATS));
    assertThat(nats.studentUnique()).isCloseTo(unique, within(NATS));
    assertThat(nats.synergy()).isCloseTo(synergy, within(NATS));
  }

  private static Solution solve(TableShape shape, Recoding.Pmf pmf) {
    return BrojaSolver.solve(Recoding.of(shape, pmf));
  }

  @Test
  void aSingleClassHasNothingToKnow() {
    Solution solution = solve(new TableShape(1, 3, 4), (y, t, s) -> t == s % 3 ? 0.25 : 0);

    expectAtoms(solution, 0, 0, 0, 0);
    assertThat(solution.iterations()).isZero();
    assertThat(solution.decomposition().labelEntropy()).isZero();
    assertThat(solution.decomposition().copying()).isPositive();
  }

  @Test
  void oneCellIsATable() {
    expectAtoms(solve(new TableShape(1, 1, 1), (y, t, s) -> 1), 0, 0, 0, 0);
  }

  @Test
  void aTeacherOfOneStateLeavesAllToTheStudent() {
    Solution solution = solve(new TableShape(3, 1, 3), (y, t, s) -> y == s ? 1.0 / 3 : 0);

    expectAtoms(solution, 0, 0, Math.log(3), 0);
    assertThat(solution.iterations()).isZero();
  }

  @Test
  void aStudentOfOneStateLeavesAllToDistil() {
    Solution solution = solve(new TableShape(3, 3, 1), (y, t, s) -> y == t ? 1.0 / 3 : 0);

    expectAtoms(solution, 0, Math.log(3), 0, 0);
    assertThat(solution.iterations()).isZero();
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4})
  void aStudentThatIsTheTeacherSharesAllOfIt(long seed) {
    JointDistribution table = RandomTables.of(seed);
    int states = table.shape().teacherStates();
    Solution solution =
        solve(
            new TableShape(table.shape().labels(), states, states),
            (y, t, s) -> t == s ? table.labelTeacher().probability(y, t) : 0);

    Decomposition nats = solution.decomposition();
    assertThat(nats.redundancy())
        .as("seed %d", seed)
        .isCloseTo(table.labelTeacher().mutualInformation(), within(NATS));
    assertThat(nats.distillationGap()).as("seed %d", seed).isBetween(0.0, NATS);
    assertThat(nats.studentUnique()).as("seed %d", seed).isBetween(0.0, NATS);
    assertThat(nats.synergy()).as("seed %d", seed).isBetween(0.0, NATS);
  }

  @Test
  void aHundredClassesKnownToBothAreClosedForm() {
    Solution solution =
        solve(new TableShape(100, 100, 100), (y, t, s) -> y == t && y == s ? 0.01 : 0);

    expectAtoms(solution, Math.log(100), 0, 0, 0);
    assertThat(solution.iterations()).isZero();
    assertThat(solution.gapNats()).isLessThan(1e-12);
  }

  @Test
  void andHasHalfABitOfSynergyAndNothingUnique() {
    Solution solution = solve(new TableShape(2, 2, 2), (y, t, s) -> y == (t & s) ? 0.25 : 0);

    double label = -0.25 * Math.log(0.25) - 0.75 * Math.log(0.75);
    expectAtoms(solution, label - BIT / 2, 0, 0, BIT / 2);
  }

  @Test
  void exclusiveOrIsAllSynergy() {
    Solution solution = solve(new TableShape(2, 2, 2), (y, t, s) -> y == (t ^ s) ? 0.25 : 0);

    expectAtoms(solution, 0, 0, 0, BIT);
  }

  @Test
  void labelsAndCodesThatNeverOccurChangeNothing() {
    JointDistribution table = RandomTables.of(8);
    TableShape shape = table.shape();
    TableShape wider =
        new TableShape(shape.labels() + 2, shape.teacherStates() + 3, shape.studentStates() + 1);
    Solution solution =
        solve(
            wider,
            (y, t, s) ->
                y < shape.labels() && t < shape.teacherStates() && s < shape.studentStates()
                    ? table.probability(y, t, s)
                    : 0);

    assertThat(solution.decomposition().redundancy())
        .isCloseTo(BrojaSolver.solve(table).decomposition().redundancy(), within(2e-7));
    assertThat(solution.teacherDual(shape.labels(), 0)).isEqualTo(Double.NEGATIVE_INFINITY);
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
  void probabilitiesDownToTheSmallestAreSolved(long seed) {
    Random random = Seeds.random(seed);
    TableShape shape = new TableShape(4, 5, 3);
    double[] weights = new double[shape.cells()];
    Arrays.setAll(weights, cell -> StrictMath.pow(10, -300 * random.nextDouble()));
    weights[random.nextInt(weights.length)] = 1;
    double sum = Arrays.stream(weights).sum();
    Arrays.setAll(weights, cell -> weights[cell] / sum);
    Solution solution = BrojaSolver.solve(JointDistribution.ofProbabilities(shape, weights));

    assertThat(solution.gapNats()).as("seed %d", seed).isBetween(0.0, NATS);
    assertThat(solution.decomposition().redundancy()).as("seed %d", seed).isNotNegative();
  }

  @ParameterizedTest
  @ValueSource(doubles = {0, -1, Double.NaN})
  void aToleranceThatIsNoneIsRefused(double tolerance) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> BrojaSolver.solve(RandomTables.of(1), tolerance))
        .withMessage("tolerance was " + tolerance + " nats; must be above 0");
  }
}
