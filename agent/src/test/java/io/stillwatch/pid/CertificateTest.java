package io.stillwatch.pid;

import static org.assertj.core.api.Assertions.assertThat;

import io.stillwatch.table.JointDistribution;
import io.stillwatch.table.Seeds;
import java.util.Arrays;
import java.util.Random;
import java.util.function.DoubleSupplier;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever a solver hands to the certificate, the bounds hold. */
final class CertificateTest {
  private static final double ROUNDING = 1e-12;

  /** The seed, for the message of a failure. */
  private String seeded;

  @BeforeEach
  void nameTheSeed(TestInfo test) {
    seeded = test.getDisplayName();
  }

  static LongStream seeds() {
    return LongStream.range(0, 100);
  }

  /** One table with its solution, and a source of numbers for what is no solution. */
  private record Case(BrojaProblem problem, Solution solution, Random random) {
    static Case of(long seed) {
      JointDistribution table = RandomTables.of(seed);
      return new Case(
          BrojaProblem.of(table), BrojaSolver.solve(table), Seeds.random(Seeds.with(seed, 1)));
    }

    Stream<DoubleSupplier> nonsense() {
      return Stream.of(
          () -> 0,
          () -> 1,
          random::nextDouble,
          () -> random.nextGaussian() * 0.1,
          () -> random.nextGaussian() * 30,
          () -> random.nextGaussian() * 1e5,
          () -> random.nextInt(5) < 4 ? 0 : random.nextDouble(),
          () -> StrictMath.pow(10, -300 * random.nextDouble()),
          () -> random.nextInt(10) == 0 ? Double.NaN : random.nextDouble(),
          () -> random.nextInt(10) == 0 ? Double.POSITIVE_INFINITY : random.nextGaussian(),
          () -> random.nextInt(10) == 0 ? Double.MAX_VALUE : random.nextGaussian(),
          () -> Double.NEGATIVE_INFINITY,
          () -> Double.NaN);
    }

    DualPoint dual(DoubleSupplier numbers) {
      return new DualPoint(
          problem, some(problem.rowMass.length, numbers), some(problem.columnMass.length, numbers));
    }

    double[] coupling(DoubleSupplier numbers) {
      return some(problem.couplingSize, numbers);
    }
  }

  private static double[] some(int length, DoubleSupplier numbers) {
    double[] values = new double[length];
    Arrays.setAll(values, i -> numbers.getAsDouble());
    return values;
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void noDualPointGivesALowerBoundAboveTheMinimum(long seed) {
    Case some = Case.of(seed);

    assertThat(some.nonsense().map(numbers -> some.dual(numbers)))
        .extracting(point -> Certificate.lowerNats(some.problem, point))
        .as(seeded)
        .noneMatch(lower -> lower > some.solution.upperNats() + ROUNDING)
        .element(0)
        .satisfies(lower -> assertThat(lower).isFinite());
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void noCouplingGivesAnUpperBoundBelowTheMinimum(long seed) {
    Case some = Case.of(seed);

    assertThat(some.nonsense().map(numbers -> some.coupling(numbers)))
        .extracting(coupling -> Certificate.upperNats(some.problem, coupling))
        .as(seeded)
        .allMatch(upper -> upper >= some.solution.lowerNats() - ROUNDING)
        .allMatch(upper -> upper < Double.POSITIVE_INFINITY);
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void nonsenseNeverMovesTheBoundsPastEachOther(long seed) {
    Case some = Case.of(seed);
    Presolve none = Presolve.none(some.problem);
    Bounds bounds = new Bounds(1e-7, 0, 10);

    some.nonsense()
        .forEach(
            numbers -> {
              bounds.judge(none, some.dual(numbers), some.coupling(numbers));
              assertThat(bounds.lowerNats())
                  .as(seeded)
                  .isLessThanOrEqualTo(some.solution.upperNats() + ROUNDING);
              assertThat(bounds.upperNats())
                  .as(seeded)
                  .isGreaterThanOrEqualTo(some.solution.lowerNats() - ROUNDING);
            });
    assertThat(bounds.bestDual()).as(seeded).isNotNull();
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void theDualsOfASolutionProveItsLowerBoundAgain(long seed) {
    JointDistribution table = RandomTables.of(seed);
    Solution solution = BrojaSolver.solve(table);
    BrojaProblem problem = BrojaProblem.of(table);
    double[] a = new double[problem.rowMass.length];
    double[] b = new double[problem.columnMass.length];
    for (BrojaProblem.Block block : problem.blocks) {
      for (int i = 0; i < block.rows().length; i++) {
        a[block.rowOffset() + i] = solution.teacherDual(block.label(), block.rows()[i]);
      }
      for (int j = 0; j < block.columns().length; j++) {
        b[block.columnOffset() + j] = solution.studentDual(block.label(), block.columns()[j]);
      }
    }

    double lower = Certificate.lowerNats(problem, new DualPoint(problem, a, b));
    assertThat(lower)
        .as(seeded)
        .isBetween(
            solution.lowerNats() - BrojaSolver.DEFAULT_TOLERANCE_NATS - ROUNDING,
            solution.upperNats() + ROUNDING);
  }
}
