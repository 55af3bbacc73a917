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

  /** Lets the compiler see the tables first, each at least once. */
  static void warmUp(List<JointDistribution> tables, double toleranceNats, double millis) {
    double end = CpuClock.millis() + millis;
    do {
      for (JointDistribution table : tables) {
        if (!(BrojaSolver.solve(table, toleranceNats).gapNats() >= 0)) {
          throw new IllegalStateException("gap of a table was no number; must be at least 0");
        }
      }
    } while (CpuClock.millis() < end);
  }

  /** The middle of the values; the lower of the two middle ones. */
  static double median(double... values) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    return sorted[(sorted.length - 1) / 2];
  }
}
