package io.stillwatch.benchmarks;

import io.stillwatch.pid.BrojaSolver;
import io.stillwatch.pid.Solution;
import io.stillwatch.table.JointDistribution;
import java.util.Arrays;
import java.util.List;

/**
 * The solver on one table.
 *
 * @param millis median CPU time of repeated solves
 * @param iterations Newton systems, or sweeps
 * @param gapNats the width of the certified interval
 */
record Timing(double millis, int iterations, double gapNats) {
  private static final double ENOUGH_MILLIS = 30;
  private static final int MOST_REPEATS = 100;

  /** Solves again and again, as one short solve says little. */
  static Timing of(JointDistribution table, double toleranceNats) {
    double[] millis = new double[MOST_REPEATS];
    double sum = 0;
    int repeats = 0;
    Solution solution = null;
    while (repeats < MOST_REPEATS && sum < ENOUGH_MILLIS) {
      double start = CpuClock.millis();
      solution = BrojaSolver.solve(table, toleranceNats);
      millis[repeats] = CpuClock.millis() - start;
      sum += millis[repeats++];
    }
    return new Timing(
        median(Arrays.copyOf(millis, repeats)), solution.iterations(), solution.gapNats());
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

  /** The middle of the values; the lower of the two middle ones. */
  static double median(double... values) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    return sorted[(sorted.length - 1) / 2];
  }
}
