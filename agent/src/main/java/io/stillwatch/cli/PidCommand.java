package io.stillwatch.cli;

import io.stillwatch.pid.BrojaSolver;
import io.stillwatch.pid.ClosedFormMeasure;
import io.stillwatch.table.TableShape;
import io.stillwatch.wire.Line;
import io.stillwatch.wire.LineReader;
import io.stillwatch.wire.TableLineReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
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
 * {@code stillwatch pid}: the exact decomposition of tables, JSON lines in and out. Lines are
 * worked on by all cores and answered in their order, each as soon as it can be. A bad line is
 * answered by what is wrong with it and the next ones go on; the exit code is 1 then, and 2 where
 * the arguments were wrong.
 */
@Command(
    name = "pid",
    description = {
      "Decomposes tables of probabilities or counts exactly: JSON lines in and out, in nats.",
      "A line holds label, teacher and student states, from 0, with their value:",
      "  {\"name\": ..., \"pmf\": [[y,t,s,p], ...]}",
      "  {\"name\": ..., \"counts\": [[y,t,s,n], ...]}",
      "A bad line is answered by {\"line\": ..., \"error\": ...} in its place."
    })
final class PidCommand implements Callable<Integer> {
  private static final Path STANDARD_INPUT = Path.of("-");
  private static final String BROJA = "broja";
  private static final int MOST_THREADS = 1024;

  private final InputStream in;
  private final PrintStream out;
  private final PrintStream err;

  /** A reader such as head closes the pipe when it has enough: no reason for noise. */
  private volatile boolean pipeClosed;

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

  @Option(
      names = "--measure",
      paramLabel = "NAME",
      description = {
        "The measure of redundancy (${DEFAULT-VALUE}):",
        "  broja  of Bertschinger and others, certified",
        "  i_min  of Williams and Beer, a formula",
        "  mmi    minimum mutual information, a formula"
      })
  private String measure = BROJA;

  @Option(
      names = "--threads",
      paramLabel = "N",
      description = "How many tables to work on at once (all processors).")
  private int threads = Runtime.getRuntime().availableProcessors();

  @Option(
      names = "--most-cells",
      paramLabel = "N",
      description =
          "Refuse a table of more cells, empty ones too: the labels that occur times the teacher's"
              + " states times the student's (${DEFAULT-VALUE}).")
  private int mostCells = TableLineReader.DEFAULT_MOST_CELLS;

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
  public Integer call() throws InterruptedException {
    checkArguments();
    boolean allGood = true;
    try (InOrder workers = new InOrder(threads, LineReader.LONGEST_LINE, this::write)) {
      for (Path file : files.isEmpty() ? List.of(STANDARD_INPUT) : files) {
        allGood &= decompose(file, workers);
      }
    }
    return allGood ? ExitCode.OK : ExitCode.SOFTWARE;
  }

  /** All that can be wrong before the first result is written. */
  private void checkArguments() {
    if (!(toleranceNats > 0)) {
      throw usage("--tolerance was " + toleranceNats + "; must be above 0, in nats");
    }
    if (!measure.equals(BROJA) && ClosedFormMeasure.labelled(measure).isEmpty()) {
      throw usage("--measure was " + measure + "; must be broja, i_min or mmi");
    }
    if (interval && !measure.equals(BROJA)) {
      throw usage("--interval was given with --measure " + measure + "; must be with broja");
    }
    requireBetween("--threads", threads, MOST_THREADS);
    requireBetween("--most-cells", mostCells, TableShape.MOST_CELLS);
    for (Path file : files) {
      if (!file.equals(STANDARD_INPUT) && (!Files.isReadable(file) || Files.isDirectory(file))) {
        throw usage("FILE was " + file + "; must be a file that can be read, or -");
      }
    }
  }

  private void requireBetween(String option, int value, int most) {
    if (value < 1 || value > most) {
      throw usage(option + " was " + value + "; must be between 1 and " + most);
    }
  }

  private ParameterException usage(String problem) {
    return new ParameterException(spec.commandLine(), problem);
  }

  private boolean decompose(Path file, InOrder workers) throws InterruptedException {
    String source = file.equals(STANDARD_INPUT) ? "standard input" : file.toString();
    PidAnswers answers =
        new PidAnswers(
            new TableLineReader(mostCells),
            toleranceNats,
            interval,
            ClosedFormMeasure.labelled(measure));
    boolean readToItsEnd = true;
    try {
      read(file, workers, answers);
    } catch (IOException e) {
      err.println(source + " could not be read to its end: " + e.getMessage());
      readToItsEnd = false;
    }
    workers.await();
    if (pipeClosed) {
      return false;
    }
    answers.summary().ifPresent(summary -> err.println(source + ": " + summary));
    return readToItsEnd && answers.refused() == 0;
  }

  private void read(Path file, InOrder workers, PidAnswers answers)
      throws IOException, InterruptedException {
    if (file.equals(STANDARD_INPUT)) {
      read(in, workers, answers);
      return;
    }
    try (InputStream lines = Files.newInputStream(file)) {
      read(lines, workers, answers);
    }
  }

  private void read(InputStream input, InOrder workers, PidAnswers answers)
      throws IOException, InterruptedException {
    LineReader lines = new LineReader(input);
    while (!pipeClosed && !workers.failed()) {
      Optional<Line> next = lines.next();
      if (next.isEmpty()) {
        return;
      }
      Line line = next.get();
      workers.submit(line.bytes().length, () -> answers.to(line));
    }
  }

  private void write(byte[] answer) {
    out.write(answer, 0, answer.length);
    // Flushes too: somebody may wait for this result before giving the next line.
    pipeClosed = out.checkError();
  }
}
