package io.stillwatch.benchmarks;

import io.stillwatch.benchmarks.StressTables.Kind;
import io.stillwatch.pid.BrojaSolver;
import io.stillwatch.pid.Solution;
import io.stillwatch.table.JointDistribution;
import io.stillwatch.table.TableShape;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Option;

/** {@code stress}: not one table of many hard ones may stay without its certificate. */
@Command(
    name = "stress",
    description =
        "Solves random, sparse and extreme tables; exit code 1 if one is not certified to the"
            + " tolerance.")
final class Stress implements Callable<Integer> {
  private static final int SLOWEST_SHOWN = 5;

  private final PrintStream out;

  @Option(names = "--from", paramLabel = "SEED", description = "The first table's seed.")
  private long from;

  @Option(names = "--tables", paramLabel = "N", description = "Tables, of as many seeds.")
  private int tables = 10_000;

  @Option(
      names = "--tolerance",
      paramLabel = "NATS",
      description = "The widest that a certified interval may be.")
  private double toleranceNats = 1e-6;

  @Option(names = "--threads", paramLabel = "N", description = "Threads that solve.")
  private int threads = Runtime.getRuntime().availableProcessors();

  Stress(PrintStream out) {
    this.out = out;
  }

  @Override
  public Integer call() throws InterruptedException, ExecutionException {
    List<Outcome> outcomes = outcomes();
    List<Outcome> wider = outcomes.stream().filter(outcome -> !outcome.certified()).toList();
    out.printf(
        "%n### %s random, sparse and extreme tables, each to %s nats%n%n",
        Text.grouped(tables), Text.power(toleranceNats));
    Markdown.head(out, "kind", "tables", "wider", "median ms", "most ms", "widest gap");
    for (Kind kind : Kind.values()) {
      printLine(kind.toString(), outcomes.stream().filter(o -> o.kind() == kind).toList());
    }
    printLine("all", outcomes);
    out.printf("%nWider than the tolerance: %d%s.%n", wider.size(), seeds(wider));
    out.printf(
        "CPU time in all: %s s. The slowest, by seed: %s.%n",
        Text.number(outcomes.stream().mapToDouble(Outcome::millis).sum() / 1e3), slowest(outcomes));
    return wider.isEmpty() ? ExitCode.OK : ExitCode.SOFTWARE;
  }

  private List<Outcome> outcomes() throws InterruptedException, ExecutionException {
    ExecutorService pool = Executors.newFixedThreadPool(threads);
    try {
      List<Callable<Outcome>> solves =
          LongStream.range(from, from + tables)
              .<Callable<Outcome>>mapToObj(seed -> () -> solve(seed))
              .toList();
      List<Outcome> outcomes = new ArrayList<>();
      for (Future<Outcome> solve : pool.invokeAll(solves)) {
        outcomes.add(solve.get());
      }
      return outcomes;
    } finally {
      pool.shutdownNow();
    }
  }

  private Outcome solve(long seed) {
    JointDistribution table = StressTables.table(seed);
    double start = CpuClock.millis();
    Solution solution = BrojaSolver.solve(table, toleranceNats);
    double millis = CpuClock.millis() - start;
    // Not "wider than": a gap that is no number certifies nothing.
    boolean certified = solution.gapNats() <= toleranceNats;
    return new Outcome(seed, table.shape(), millis, solution.gapNats(), certified);
  }

  private void printLine(String kind, List<Outcome> outcomes) {
    if (outcomes.isEmpty()) {
      return;
    }
    out.println(
        Markdown.line(
            kind,
            Text.grouped(outcomes.size()),
            Long.toString(outcomes.stream().filter(outcome -> !outcome.certified()).count()),
            Text.number(Timing.median(outcomes, Outcome::millis).millis()),
            Text.number(outcomes.stream().mapToDouble(Outcome::millis).max().orElseThrow()),
            Text.power(outcomes.stream().mapToDouble(Outcome::gapNats).max().orElseThrow())));
  }

  private static String seeds(List<Outcome> wider) {
    return wider.isEmpty()
        ? ""
        : wider.stream()
            .map(outcome -> Long.toString(outcome.seed()))
            .collect(Collectors.joining(" ", ", seeds ", ""));
  }

  private static String slowest(List<Outcome> outcomes) {
    return outcomes.stream()
        .sorted(Comparator.comparingDouble(Outcome::millis).reversed())
        .limit(SLOWEST_SHOWN)
        .map(Outcome::toString)
        .collect(Collectors.joining("; "));
  }

  /**
   * One table solved.
   *
   * @param seed of the table
   * @param shape of the table
   * @param millis CPU time
   * @param gapNats the width of the certified interval
   * @param certified whether that is at most what was asked
   */
  private record Outcome(
      long seed, TableShape shape, double millis, double gapNats, boolean certified) {
    Kind kind() {
      return StressTables.kind(seed);
    }

    @Override
    public String toString() {
      return "%d %s %s ms".formatted(seed, Text.size(shape), Text.number(millis));
    }
  }
}
