package io.stillwatch.benchmarks;

import io.stillwatch.benchmarks.Models.Tables;
import io.stillwatch.pid.BrojaSolver;
import io.stillwatch.pid.Solution;
import io.stillwatch.table.JointDistribution;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * One solve of a histogram of noisy classifiers, under JMH: wall-clock time, in a JVM of its own.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
@Fork(1)
public class SolveBenchmark {
  private static final int TABLES = 9;

  /** Classes, teacher's codes and student's codes. */
  @Param({"2x2x2", "10x10x10", "10x20x20", "20x20x20", "100x20x20", "1000x10x10", "10x50x50"})
  public String size;

  /** Of both classifiers. */
  @Param({"0.5", "0.9", "0.999"})
  public double accuracy;

  /** Of the histogram. */
  @Param({"2000", "10000"})
  public int rows;

  /** The width of the certified interval. */
  @Param({"1e-6", "1e-9"})
  public double toleranceNats;

  private List<JointDistribution> tables;
  private int next;

  /** Draws the tables. */
  @Setup
  public void draw() {
    tables =
        new Tables(Models.classifiers(accuracy), rows)
            .tables(new SizeConverter().convert(size), TABLES);
  }

  /**
   * Solves the next of the tables in turn.
   *
   * @return the solution, so that it is not optimised away
   */
  @Benchmark
  public Solution solve() {
    next = (next + 1) % TABLES;
    return BrojaSolver.solve(tables.get(next), toleranceNats);
  }
}
