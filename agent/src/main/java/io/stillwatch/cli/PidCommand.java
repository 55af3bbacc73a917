package io.stillwatch.cli;

import io.stillwatch.interval.Estimates;
import io.stillwatch.interval.Estimator;
import io.stillwatch.pid.BrojaSolver;
import io.stillwatch.pid.Solution;
import io.stillwatch.snapshot.PathSettings;
import io.stillwatch.table.BlockedTable;
import io.stillwatch.table.Seeds;
import io.stillwatch.wire.DecompositionWriter;
import io.stillwatch.wire.TableLine;
import io.stillwatch.wire.TableLineReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/**
 * {@code stillwatch pid}: the exact decomposition of tables, JSON lines in and out. Each result is
 * written before the next line is read. A bad line is said on the error stream and the next ones go
 * on; the exit code is 1 then, and 2 where the arguments were wrong.
 */
@Command(
    name = "pid",
    description = {
      "Decomposes tables of probabilities or counts exactly: JSON lines in and out, in nats.",
      "A line holds label, teacher and student states, from 0, with their value:",
      "  {\"name\": ..., \"pmf\": [[y,t,s,p], ...]}",
      "  {\"name\": ..., \"counts\": [[y,t,s,n], ...]}"
    })
final class PidCommand implements Callable<Integer> {
  private static final Path STANDARD_INPUT = Path.of("-");
  private static final double NANOS_PER_MICRO = 1e3;

  private final InputStream in;
  private final PrintStream out;
  private final PrintStream err;
  private final ThreadMXBean threads = ManagementFactory.getThreadMXBean();

  @Spec private CommandSpec spec;

  @Option(
      names = "--tolerance",
      paramLabel = "NATS",
      description = "Width of the certified interval to aim at, above 0 (${DEFAULT-VALUE}).")
  private double toleranceNats = BrojaSolver.DEFAULT_TOLERANCE_NATS;

  @Option(
      names = "--interval",
      description =
          "Add the bounds of 95 %% intervals, by a jackknife over the rows that counts stand for.")
  private boolean interval;

  @Parameters(
      paramLabel = "FILE",
      description = "JSON lines; standard input where there is none, or for a -.")
  private List<Path> files = new ArrayList<>();

  /**
   * The command.
   *
   * @param streams {@code in} is read where no file is given
   */
  PidCommand(Streams streams) {
    this.in = streams.in();
    this.out = streams.out();
    this.err = streams.err();
  }

  @Override
  public Integer call() {
    checkArguments();
    boolean allGood = true;
    for (Path file : files.isEmpty() ? List.of(STANDARD_INPUT) : files) {
      allGood &= decompose(file);
    }
    return allGood ? ExitCode.OK : ExitCode.SOFTWARE;
  }

  /** All that can be wrong before the first result is written. */
  private void checkArguments() {
    if (!(toleranceNats > 0)) {
      throw usage("--tolerance was " + toleranceNats + "; must be above 0, in nats");
    }
    for (Path file : files) {
      if (!file.equals(STANDARD_INPUT) && (!Files.isReadable(file) || Files.isDirectory(file))) {
        throw usage("FILE was " + file + "; must be a file that can be read, or -");
      }
    }
  }

  private ParameterException usage(String problem) {
    return new ParameterException(spec.commandLine(), problem);
  }

  private boolean decompose(Path file) {
    try {
      if (file.equals(STANDARD_INPUT)) {
        return decompose(in, "standard input");
      }
      try (InputStream lines = Files.newInputStream(file)) {
        return decompose(lines, file.toString());
      }
    } catch (IOException e) {
      err.println(file + " could not be read to its end: " + e.getMessage());
      return false;
    }
  }

  /** Returns whether every line was good and every result taken. */
  private boolean decompose(InputStream lines, String source) throws IOException {
    TableLineReader reader = new TableLineReader(lines);
    boolean allGood = true;
    // A reader such as head closes the pipe when it has enough: no reason for noise.
    while (!out.checkError()) {
      Optional<TableLine> line = reader.next();
      if (line.isEmpty()) {
        return allGood;
      }
      allGood &= decompose(line.get(), source);
    }
    return false;
  }

  private boolean decompose(TableLine line, String source) {
    if (line instanceof TableLine.Bad bad) {
      return complain(source, bad.number(), bad.problem());
    }
    TableLine.Table table = (TableLine.Table) line;
    if (interval && !(table instanceof TableLine.Counts)) {
      return complain(
          source, table.number(), "--interval needs counts; probabilities have no rows");
    }
    long start = threads.getCurrentThreadCpuTime();
    Solution solution = BrojaSolver.solve(table.distribution(), toleranceNats);
    long nanos = threads.getCurrentThreadCpuTime() - start;
    byte[] result =
        DecompositionWriter.line(table.name(), solution, nanos / NANOS_PER_MICRO, bounds(table));
    out.write(result, 0, result.length);
    out.flush();
    return true;
  }

  private boolean complain(String source, long line, String problem) {
    err.println(source + ", line " + line + ": " + problem);
    return false;
  }

  private Optional<Estimates> bounds(TableLine.Table table) {
    if (!interval || !(table instanceof TableLine.Counts rows)) {
      return Optional.empty();
    }
    long seed = Seeds.of("pid", rows.name());
    BlockedTable blocks = BlockedTable.dealt(rows.counts(), PathSettings.BLOCKS, seed);
    return Optional.of(Estimator.estimate(blocks, (double) rows.counts().total()));
  }
}
