package io.stillwatch.benchmarks;

import io.stillwatch.pid.BrojaSolver;
import io.stillwatch.pid.Solution;
import io.stillwatch.table.JointDistribution;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Supplier;
import java.util.function.ToDoubleFunction;

/**
 * The solver on one table.
 *
 * @param millis CPU time
 * @param iterations Newton systems, or sweeps
 * @param gapNats the width of the certified interval
 */
record Timing(double millis, int iterations, double gapNats) {
  private static final double ENOUGH_MILLIS = 30;
  private static final int MOST_REPEATS = 100;

  static Timing of(JointDistribution table, double toleranceNats) {
    return median(repeated(() -> once(table, toleranceNats), Timing::millis), Timing::millis);
  }

  private static Timing once(JointDistribution table, double toleranceNats) {
    double start = CpuClock.millis();
    Solution solution = BrojaSolver.solve(table, toleranceNats);
    return new Timing(CpuClock.millis() - start, solution.iterations(), solution.gapNats());
  }

  /** Measures again and again, as one short solve says little. */
  static <T> List<T> repeated(Supplier<T> measurement, ToDoubleFunction<T> millis) {
    List<T> measured = new ArrayList<>();
    double spent = 0;
    while (measured.size() < MOST_REPEATS && spent < ENOUGH_MILLIS) {
      T last = measurement.get();
      measured.add(last);
      spent += millis.applyAsDouble(last);
    }
    return measured;
  }

  /** Lets the compiler see the tables in turn until the time is up; one at least. */
  static void warmUp(List<JointDistribution> tables, double toleranceNats, double millis) {
    double end = CpuClock.millis() + millis;
    int next = 0;
    do {
      Solution solution = BrojaSolver.solve(tables.get(next), toleranceNats);
      if (!(solution.gapNats() >= 0)) {
        throw new IllegalStateException(
            "gap was " + solution.gapNats() + " nats; must be at least 0");
      }
      next = (next + 1) % tables.size();
    } while (CpuClock.millis() < end);
  }

  /** The middle of the values, in the order of a number; the lower of the two middle ones. */
  static <T> T median(List<T> values, ToDoubleFunction<T> number) {
    List<T> sorted = new ArrayList<>(values);
    sorted.sort(Comparator.comparingDouble(number));
    return sorted.get((sorted.size() - 1) / 2);
  }
}
