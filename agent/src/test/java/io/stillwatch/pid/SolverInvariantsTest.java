package io.stillwatch.pid;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.stillwatch.table.JointDistribution;
import java.util.stream.LongStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What holds for every table, on seeded random ones; a failure names its seed. */
final class SolverInvariantsTest {
  private static final double ROUNDING = 1e-12;

  /** The seed, for the message of a failure. */
  private String seeded;

  @BeforeEach
  void nameTheSeed(TestInfo test) {
    seeded = test.getDisplayName();
  }

  static LongStream seeds() {
    return LongStream.range(0, 300);
  }

  static LongStream fewerSeeds() {
    return LongStream.range(0, 100);
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void theCertifiedIntervalIsAsNarrowAsWanted(long seed) {
    JointDistribution table = RandomTables.of(seed);
    Solution solution = BrojaSolver.solve(table);

    assertThat(solution.lowerNats()).as(seeded).isLessThanOrEqualTo(solution.upperNats());
    assertThat(solution.gapNats()).as(seeded).isBetween(0.0, BrojaSolver.DEFAULT_TOLERANCE_NATS);
    assertThat(solution.unionInformationNats())
        .as(seeded)
        .isBetween(solution.lowerNats(), solution.upperNats());
    Informations known = Informations.of(table);
    assertThat(solution.lowerNats()).as(seeded).isGreaterThanOrEqualTo(known.leastUnionNats());
    assertThat(solution.upperNats()).as(seeded).isLessThanOrEqualTo(known.mostUnionNats());
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void atomsAreNotNegativeAndAddUpToTheInformations(long seed) {
    Decomposition nats = BrojaSolver.solve(RandomTables.of(seed), 1e-5).decomposition();

    assertThat(nats.redundancy()).as(seeded).isNotNegative();
    assertThat(nats.distillationGap()).as(seeded).isNotNegative();
    assertThat(nats.studentUnique()).as(seeded).isNotNegative();
    assertThat(nats.synergy()).as(seeded).isNotNegative();
    agree(nats.redundancy() + nats.distillationGap(), nats.teacherInformation());
    agree(nats.redundancy() + nats.studentUnique(), nats.studentInformation());
    agree(
        nats.redundancy() + nats.distillationGap() + nats.studentUnique() + nats.synergy(),
        nats.jointInformation());
    agree(nats.redundancy() - nats.synergy() + nats.nuisanceCopying(), nats.copying());
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("fewerSeeds")
  void theSameTableGivesTheSameBits(long seed) {
    Solution once = BrojaSolver.solve(RandomTables.of(seed));
    Solution again = BrojaSolver.solve(RandomTables.of(seed));

    assertThat(again.decomposition()).as(seeded).isEqualTo(once.decomposition());
    assertThat(again.lowerNats()).as(seeded).isEqualTo(once.lowerNats());
    assertThat(again.upperNats()).as(seeded).isEqualTo(once.upperNats());
    assertThat(again.iterations()).as(seeded).isEqualTo(once.iterations());
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("fewerSeeds")
  void swappingTeacherAndStudentSwapsWhatOnlyOneKnows(long seed) {
    JointDistribution table = RandomTables.of(seed);
    Solution solution = BrojaSolver.solve(table);
    Solution swapped = BrojaSolver.solve(Recoding.swapped(table));

    double certified = certified(solution, swapped);
    Decomposition nats = solution.decomposition();
    Decomposition other = swapped.decomposition();
    agree(other.redundancy(), nats.redundancy(), certified);
    agree(other.distillationGap(), nats.studentUnique(), certified);
    agree(other.studentUnique(), nats.distillationGap(), certified);
    agree(other.synergy(), nats.synergy(), certified);
    agree(other.copying(), nats.copying());
    agree(other.nuisanceCopying(), nats.nuisanceCopying());
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("fewerSeeds")
  void otherNamesForLabelsAndCodesChangeNothing(long seed) {
    JointDistribution table = RandomTables.of(seed);
    Solution solution = BrojaSolver.solve(table);
    Solution relabelled = BrojaSolver.solve(Recoding.relabelled(table, seed));

    agreeInAll(relabelled, solution);
    agree(relabelled.decomposition().copying(), solution.decomposition().copying());
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("fewerSeeds")
  void aStudentWithMergedCodesSharesNoMoreWithTheTeacher(long seed) {
    JointDistribution table = RandomTables.of(seed);
    Solution solution = BrojaSolver.solve(table);
    Solution merged = BrojaSolver.solve(Recoding.merged(table));

    assertThat(merged.decomposition().redundancy())
        .as(seeded)
        .isLessThanOrEqualTo(solution.decomposition().redundancy() + certified(merged, solution));
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("fewerSeeds")
  void howTeacherAndStudentPairUpMattersToSynergyAlone(long seed) {
    JointDistribution table = RandomTables.of(seed);
    Solution solution = BrojaSolver.solve(table);
    Solution uncoupled = BrojaSolver.solve(Recoding.uncoupled(table));

    double certified = certified(solution, uncoupled);
    Decomposition nats = solution.decomposition();
    Decomposition other = uncoupled.decomposition();
    agree(other.redundancy(), nats.redundancy(), certified);
    agree(other.distillationGap(), nats.distillationGap(), certified);
    agree(other.studentUnique(), nats.studentUnique(), certified);
    assertThat(other.nuisanceCopying()).as(seeded).isBetween(0.0, ROUNDING);
  }

  private void agreeInAll(Solution found, Solution expected) {
    double certified = certified(found, expected);
    Decomposition nats = expected.decomposition();
    Decomposition other = found.decomposition();
    agree(other.redundancy(), nats.redundancy(), certified);
    agree(other.distillationGap(), nats.distillationGap(), certified);
    agree(other.studentUnique(), nats.studentUnique(), certified);
    agree(other.synergy(), nats.synergy(), certified);
  }

  /** How far two midpoints may be apart if both intervals hold the same value. */
  private static double certified(Solution one, Solution other) {
    return (one.gapNats() + other.gapNats()) / 2 + ROUNDING;
  }

  private void agree(double found, double nats) {
    agree(found, nats, ROUNDING);
  }

  private void agree(double found, double nats, double tolerance) {
    assertThat(found).as(seeded).isCloseTo(nats, within(tolerance));
  }
}
