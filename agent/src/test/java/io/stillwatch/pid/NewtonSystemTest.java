package io.stillwatch.pid;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.stillwatch.table.Seeds;
import java.util.Arrays;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Two ways to solve one Newton system. */
final class NewtonSystemTest {
  static LongStream seeds() {
    return LongStream.range(0, 40);
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void bothWaysGiveTheSameDirection(long seed) {
    BrojaProblem problem = Presolve.of(BrojaProblem.of(RandomTables.of(seed)), 1e-10).core();
    AlternatingMinimisation start = new AlternatingMinimisation(problem);
    start.sweep();
    start.scale();
    DualPoint point = start.dual();
    double[] lambda = start.reference();
    Random random = Seeds.random(seed);
    double[] curvature = Arrays.stream(lambda).map(l -> l * random.nextDouble(.1, 10)).toArray();
    double[] x = Incidence.coupling(problem, point.posterior, lambda);
    // A right side that the system can have: the marginals of some change of the coupling.
    double[] change = Arrays.stream(x).map(v -> v * random.nextGaussian()).toArray();
    double[] rows = new double[problem.rowMass.length];
    double[] columns = new double[problem.columnMass.length];
    Incidence.addMarginals(problem, change, rows, columns);
    Newton newton = new Newton(problem, x, point, lambda, curvature, rows, columns);

    double[] bySide = solved(new SideSystem(problem), newton);
    double[] byCell = solved(new CellSystem(problem), newton);

    double scale = Arrays.stream(bySide).map(Math::abs).max().orElse(0);
    for (int k = 0; k < bySide.length; k++) {
      assertThat(byCell[k]).as("seed %d", seed).isCloseTo(bySide[k], within(1e-6 * scale + 1e-9));
    }
  }

  private record Newton(
      BrojaProblem problem,
      double[] x,
      DualPoint point,
      double[] lambda,
      double[] curvature,
      double[] rows,
      double[] columns) {}

  /** J z by cell, which the free constants of the classes do not touch. */
  private static double[] solved(NewtonSystem system, Newton newton) {
    system.factor(newton.x, newton.point.posterior, newton.lambda, newton.curvature);
    double[] a = newton.rows.clone();
    double[] b = newton.columns.clone();
    system.solve(a, b);
    double[] byCell = new double[newton.lambda.length];
    Incidence.gradient(newton.problem, newton.point.posterior, a, b, byCell);
    return byCell;
  }
}
