package io.stillwatch.pid;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.stillwatch.table.JointDistribution;
import io.stillwatch.table.TableShape;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class PresolveTest {
  private static final double TOLERANCE_NATS = 1e-7;

  private static final double BUDGET = 1e-3 * TOLERANCE_NATS;

  /** A mass that is left out costs about its logarithm, some 40 to 100 nats. */
  private static final double MOVED_NATS = 100 * BUDGET;

  private static BrojaProblem problem(TableShape shape, double... probabilities) {
    return BrojaProblem.of(JointDistribution.ofProbabilities(shape, probabilities));
  }

  @Test
  void aProblemWithNothingToLeaveOutStaysItself() {
    BrojaProblem and = problem(new TableShape(2, 2, 2), .25, .25, .25, 0, 0, 0, 0, .25);
    assertThat(Presolve.of(and, BUDGET).core()).isSameAs(and);
  }

  @Test
  void statesOfOneClassAloneBecomeOne() {
    // The teacher's states 1, 2 and 3 occur with label 1 only.
    BrojaProblem problem =
        problem(
            new TableShape(2, 4, 2),
            new double[] {.4, .1, 0, 0, 0, 0, 0, 0, .1, .05, .05, .05, .1, .05, .05, .05});
    BrojaProblem core = Presolve.of(problem, BUDGET).core();
    assertThat(core.rowMarginal).hasSize(2);
    assertThat(core.rowMarginal[1]).isCloseTo(.35, within(1e-15));
    assertThat(core.columnMarginal).hasSize(2);
  }

  @Test
  void classesWithEqualSharesBecomeOne() {
    BrojaProblem problem =
        problem(new TableShape(3, 2, 2), .1, .05, .05, .1, .2, .1, .1, .2, .05, 0, 0, .05);
    BrojaProblem core = Presolve.of(problem, BUDGET).core();
    assertThat(Arrays.stream(core.blocks).mapToDouble(BrojaProblem.Block::mass))
        .hasSize(1)
        .allMatch(mass -> Math.abs(mass - 1) < 1e-12);
  }

  @Test
  void nextToNoMassIsLeftOutAndStillJudged() {
    TableShape shape = new TableShape(2, 3, 2);
    double tiny = 1e-200;
    JointDistribution distribution =
        JointDistribution.ofProbabilities(
            shape, new double[] {.25, .25, .25, 0, tiny, 0, 0, 0, 0, .25, 0, tiny});
    assertThat(Presolve.of(BrojaProblem.of(distribution), BUDGET).core().rowMarginal).hasSize(2);

    Solution solution = BrojaSolver.solve(distribution, TOLERANCE_NATS);

    assertThat(solution.gapNats()).isBetween(0.0, TOLERANCE_NATS);
    // The table is that of AND but for the tiny ones.
    assertThat(solution.decomposition().redundancy()).isCloseTo(0.21576155, within(1e-7));
    assertThat(solution.teacherDual(0, 2)).isFinite();
    assertThat(solution.redundancyInfluence(1, 2, 1)).isFinite();
  }

  @ParameterizedTest(name = "seed {0}")
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12})
  void whatIsLiftedHasTheMarginalsAndTheValueOfTheWhole(long seed) {
    JointDistribution split = Recoding.split(RandomTables.of(seed), new TableShape(2, 3, 2));
    BrojaProblem whole = BrojaProblem.of(split);
    Presolve presolve = Presolve.of(whole, BUDGET);
    assertThat(presolve.core().couplingSize).isLessThan(whole.couplingSize);
    AlternatingMinimisation start = new AlternatingMinimisation(presolve.core());
    for (int sweep = 0; sweep < 50; sweep++) {
      start.sweep();
    }
    // The last half of it leaves the columns exact.
    start.scale();

    double[] lifted = presolve.lift(start.coupling());
    double[] rowSum = new double[whole.rowMass.length];
    double[] columnSum = new double[whole.columnMass.length];
    Incidence.addMarginals(whole, lifted, rowSum, columnSum);
    for (int j = 0; j < columnSum.length; j++) {
      assertThat(columnSum[j])
          .as("seed %d", seed)
          .isCloseTo(whole.columnMass[j], within(MOVED_NATS));
    }
    assertThat(Certificate.upperNats(whole, lifted))
        .as("seed %d", seed)
        .isCloseTo(Certificate.upperNats(presolve.core(), start.coupling()), within(MOVED_NATS));
    assertThat(Certificate.lowerNats(whole, presolve.lift(start.dual())))
        .as("seed %d", seed)
        .isCloseTo(Certificate.lowerNats(presolve.core(), start.dual()), within(MOVED_NATS));
  }
}
