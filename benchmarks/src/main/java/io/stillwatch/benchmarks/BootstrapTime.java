package io.stillwatch.benchmarks;

import io.stillwatch.benchmarks.Models.Tables;
import io.stillwatch.pid.BrojaSolver;
import io.stillwatch.table.JointDistribution;
import io.stillwatch.table.Seeds;
import io.stillwatch.table.TableShape;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Option;

/** {@code bootstrap}: a histogram's replicates, drawn and solved on several threads. */
@Command(name = "bootstrap", description = "Time of a 200-replicate bootstrap on two threads.")
final class BootstrapTime implements Callable<Integer> {
  private static final double TOLERANCE_NATS = 1e-5;
  private static final double GOAL_MILLIS = 250;
  private static final double GOAL_ACCURACY = 0.9;
  private static final int PASSES_TO_WARM_UP = 3;

  private final PrintStream out;

  @Option(
      names = "--size",
      paramLabel = "C,M,N",
      converter = SizeConverter.class,
      description = "Classes, teacher's codes and student's codes.")
  private TableShape size = new TableShape(10, 10, 10);

  @Option(names = "--replicates", paramLabel = "N", description = "Replicates a histogram.")
  private int replicates = 200;

  @Option(names = "--threads", paramLabel = "N", description = "Threads that solve.")
  private int threads = 2;

  @Option(names = "--tables", paramLabel = "N", description = "Histograms an accuracy.")
  private int tables = 9;

  BootstrapTime(PrintStream out) {
    this.out = out;
  }

  @Override
  public Integer call() throws InterruptedException, ExecutionException {
    out.printf(
        "%n### %d bootstrap replicates on %d threads, each solved to %s nats%n%n",
        replicates, threads, Text.power(TOLERANCE_NATS));
    Markdown.head(
        out,
        "size",
        "tables",
        "goal wall ms",
        "median wall ms",
        "most wall ms",
        "median CPU ms",
        "of it drawing",
        "widest gap");
    ExecutorService pool = Executors.newFixedThreadPool(threads);
    try {
      for (double accuracy : Models.ACCURACIES) {
        Tables family = new Tables(Models.classifiers(accuracy), Models.FEW_ROWS);
        List<Pass> passes = new ArrayList<>();
        List<JointDistribution> histograms = family.tables(size, tables);
        for (int warm = 0; warm < PASSES_TO_WARM_UP; warm++) {
          pass(pool, histograms.get(0));
        }
        for (JointDistribution histogram : histograms) {
          passes.add(pass(pool, histogram));
        }
        out.println(line(family, accuracy, passes));
      }
    } finally {
      pool.shutdownNow();
    }
    return ExitCode.OK;
  }

  private String line(Tables family, double accuracy, List<Pass> passes) {
    return Markdown.line(
        Text.size(size),
        family.toString(),
        accuracy == GOAL_ACCURACY ? Text.number(GOAL_MILLIS) : "",
        Text.number(Timing.median(passes, Pass::wallMillis).wallMillis()),
        Text.number(passes.stream().mapToDouble(Pass::wallMillis).max().orElseThrow()),
        Text.number(Timing.median(passes, Pass::cpuMillis).cpuMillis()),
        Text.number(Timing.median(passes, Pass::drawMillis).drawMillis()),
        Text.power(passes.stream().mapToDouble(Pass::widestGapNats).max().orElseThrow()));
  }

  /** Every thread takes the replicates of its own remainder. */
  private Pass pass(ExecutorService pool, JointDistribution histogram)
      throws InterruptedException, ExecutionException {
    long start = System.nanoTime();
    Sampling sampling = Sampling.of(histogram);
    List<Callable<Pass>> parts = new ArrayList<>();
    for (int thread = 0; thread < threads; thread++) {
      int first = thread;
      parts.add(() -> part(sampling, first));
    }
    Pass whole = new Pass(0, 0, 0, 0);
    for (Future<Pass> part : pool.invokeAll(parts)) {
      whole = whole.plus(part.get());
    }
    return whole.lasting((System.nanoTime() - start) / 1e6);
  }

  private Pass part(Sampling sampling, int first) {
    double start = CpuClock.millis();
    double drawing = 0;
    double widest = 0;
    for (int replicate = first; replicate < replicates; replicate += threads) {
      double before = CpuClock.millis();
      JointDistribution drawn = sampling.histogram(Models.FEW_ROWS, Seeds.random(replicate));
      drawing += CpuClock.millis() - before;
      widest = Math.max(widest, BrojaSolver.solve(drawn, TOLERANCE_NATS).gapNats());
    }
    return new Pass(0, CpuClock.millis() - start, drawing, widest);
  }

  /** One bootstrap, or a thread's part of it. */
  private record Pass(
      double wallMillis, double cpuMillis, double drawMillis, double widestGapNats) {
    Pass plus(Pass other) {
      return new Pass(
          0,
          cpuMillis + other.cpuMillis,
          drawMillis + other.drawMillis,
          Math.max(widestGapNats, other.widestGapNats));
    }

    Pass lasting(double millis) {
      return new Pass(millis, cpuMillis, drawMillis, widestGapNats);
    }
  }
}
