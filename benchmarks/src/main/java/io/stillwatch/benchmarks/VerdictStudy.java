package io.stillwatch.benchmarks;

import io.stillwatch.measure.SnapshotMeasurer;
import io.stillwatch.measure.Verdict;
import io.stillwatch.measure.VerdictSettings;
import io.stillwatch.measure.Verdicts;
import io.stillwatch.snapshot.Snapshot;
import io.stillwatch.table.Seeds;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Option;

/**
 * {@code verdicts}: false verdicts and detection delays on simulated runs whose truth is known,
 * over passes of one probe set (paired) and over windows of other samples each (unpaired). What
 * counts as false is said by {@code docs/method.md}. The same options print the same tables.
 */
@Command(
    name = "verdicts",
    description = "False verdicts in 1,000 hops, and how late the true ones come, by simulation.")
final class VerdictStudy implements Callable<Integer> {
  private static final VerdictSettings SETTINGS = VerdictSettings.DEFAULT;
  private static final List<SimulatedWorld> WORLDS =
      List.of(new SimulatedWorld(10, 0.9), new SimulatedWorld(4, 0.99));

  private final PrintStream out;

  @Option(names = "--rows", split = ",", description = "Samples (${DEFAULT-VALUE}).")
  private List<Integer> rows = List.of(600, 2_000, 10_000);

  @Option(names = "--kinds", split = ",", description = "${COMPLETION-CANDIDATES}; all of them.")
  private List<Course> kinds = List.of(Course.values());

  @Option(
      names = "--redrawn",
      split = ",",
      description = "Shares of a probe set that each pass draws anew (${DEFAULT-VALUE}).")
  private List<Double> redrawn = List.of(0.0, 0.005);

  @Option(names = "--hops", description = "Hops a run (${DEFAULT-VALUE}).")
  private int hops = 60;

  @Option(names = "--runs", description = "Runs a kind, size and world (${DEFAULT-VALUE}).")
  private int runs = 4;

  @Option(names = "--seed", description = "Of all that is drawn (${DEFAULT-VALUE}).")
  private long seed = 1;

  VerdictStudy(PrintStream out) {
    this.out = out;
  }

  /**
   * One cell of a table.
   *
   * @param redrawn the share of samples that each pass draws anew; empty for windows
   */
  private record Cell(Course kind, int rows, OptionalDouble redrawn) {
    int horizon() {
      return redrawn.isPresent() ? SETTINGS.passes() : SETTINGS.windows();
    }
  }

  @Override
  public Integer call() {
    for (double share : redrawn) {
      print(
          "Passes of one probe set, paired; %s %% of the samples are answered anew at every pass"
              .formatted(Text.plain(100 * share)),
          OptionalDouble.of(share));
    }
    print("Windows of other samples each, unpaired", OptionalDouble.empty());
    return ExitCode.OK;
  }

  private void print(String title, OptionalDouble share) {
    out.printf("%n### %s%n%n", title);
    Markdown.head(
        out,
        "run",
        "samples",
        "false stalled",
        "regressing",
        "done",
        "began",
        "awaited",
        "delay: median / 90 % / came in %");
    VerdictTally all = new VerdictTally();
    for (Course kind : kinds) {
      for (int size : rows) {
        VerdictTally tally = tally(new Cell(kind, size, share));
        all.add(tally);
        line(kind.title(), Text.grouped(size), tally, kind.awaited().word(), tally.delays());
      }
    }
    line("all of them", Text.grouped(all.hops()) + " hops", all, "", "");
  }

  private void line(String run, String size, VerdictTally tally, String awaited, String delays) {
    List<String> cells = new ArrayList<>(List.of(run, size));
    VerdictTally.ALARMS.forEach(verdict -> cells.add(tally.falseHops(verdict)));
    cells.addAll(List.of(tally.raised(), awaited, delays));
    out.println(Markdown.line(cells.toArray(String[]::new)));
  }

  private VerdictTally tally(Cell cell) {
    VerdictTally tally = new VerdictTally();
    for (SimulatedWorld where : WORLDS) {
      String rows = Integer.toString(cell.rows);
      long first = Seeds.with(Seeds.of(cell.kind.name(), where.toString(), rows), seed);
      IntStream.range(0, runs)
          .parallel()
          .mapToObj(run -> told(cell, where, Seeds.with(first, run)))
          .toList()
          .forEach(tally::add);
    }
    return tally;
  }

  private VerdictTally.Told told(Cell cell, SimulatedWorld world, long runSeed) {
    double[] truth = truth(cell, world);
    SimulatedRun run = new SimulatedRun(world, cell.rows, runSeed);
    Verdicts verdicts = new Verdicts(SETTINGS);
    List<Verdict> said = new ArrayList<>();
    List<List<Verdict>> lies = new ArrayList<>();
    Truth of = new Truth(truth, world, cell.horizon());
    for (int hop = 0; hop < hops; hop++) {
      Snapshot snapshot = snapshot(cell, run, world.right(truth[hop]));
      said.add(verdicts.judged(SnapshotMeasurer.measure(snapshot)).verdict());
      lies.add(of.lies(hop));
    }
    return VerdictTally.Told.of(said, lies, cell.kind.awaited(), of.due(cell.kind));
  }

  private double[] truth(Cell cell, SimulatedWorld world) {
    double perHop = SETTINGS.progressShare() * world.entropyNats() / cell.horizon();
    return IntStream.range(0, hops)
        .mapToDouble(hop -> cell.kind.redundancyNats(hop, world, perHop))
        .toArray();
  }

  private static Snapshot snapshot(Cell cell, SimulatedRun run, double right) {
    if (cell.redrawn.isEmpty()) {
      return run.window(right);
    }
    return run.pass(right, cell.kind == Course.NOISE ? 1 : cell.redrawn.getAsDouble());
  }

  /**
   * What is true of a run at each hop.
   *
   * @param nats the true redundancy by hop
   * @param horizon in hops
   */
  private record Truth(double[] nats, SimulatedWorld world, int horizon) {
    /** Rounding must not make a lie of the truth. */
    private static final double SLACK_NATS = 1e-9;

    private double delta() {
      return SETTINGS.progressShare() * world.entropyNats();
    }

    private boolean hasLost(int hop) {
      double best = IntStream.rangeClosed(0, hop).mapToDouble(i -> nats[i]).max().orElseThrow();
      return best - nats[hop] > delta() + SLACK_NATS;
    }

    private boolean stands(int hop) {
      return hop >= horizon && nats[hop] - nats[hop - horizon] < delta() - SLACK_NATS;
    }

    private boolean isDone(int hop) {
      return nats[hop] >= SETTINGS.doneRatio() * world.teacherNats();
    }

    /** The alarms that would be false. */
    List<Verdict> lies(int hop) {
      List<Verdict> lies = new ArrayList<>();
      if (!stands(hop)) {
        lies.add(Verdict.STALLED);
      }
      if (!hasLost(hop)) {
        lies.add(Verdict.REGRESSING);
      }
      if (!isDone(hop)) {
        lies.add(Verdict.DONE);
      }
      return lies;
    }

    /** The hop at which the awaited verdict was due. */
    int due(Course kind) {
      return switch (kind) {
        case FLAT, NOISE, SHORT -> horizon;
        case SLOW, DONE -> 0;
        case STEP, RESUMES -> Course.STEP_HOP;
        case PEAK ->
            IntStream.range(0, nats.length).filter(this::hasLost).findFirst().orElse(nats.length);
      };
    }
  }
}
