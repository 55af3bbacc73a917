package io.stillwatch.benchmarks;

import io.stillwatch.benchmarks.Models.Tables;
import io.stillwatch.table.JointDistribution;
import io.stillwatch.table.TableShape;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordingFile;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Option;

/** {@code profile}: where a solve spends its time, by Flight Recorder's samples. */
@Command(name = "profile", description = "Where a solve spends its time, by size.")
final class Profile implements Callable<Integer> {
  private static final String SOLVER = "io.stillwatch.pid.";
  private static final String SAMPLE = "jdk.ExecutionSample";
  private static final Duration PERIOD = Duration.ofMillis(10);
  private static final double TOLERANCE_NATS = 1e-6;
  private static final int TABLES = 5;

  private final PrintStream out;

  @Option(
      names = "--sizes",
      arity = "1..*",
      paramLabel = "C,M,N",
      converter = SizeConverter.class,
      description = "Classes, teacher's codes and student's codes; all of the sizes if left out.")
  private List<TableShape> sizes = Models.SIZES;

  @Option(names = "--accuracy", paramLabel = "A", description = "Of the classifiers.")
  private List<Double> accuracies = List.of(0.5, 0.9);

  @Option(names = "--rows", paramLabel = "N", description = "Of the histograms.")
  private int rows = Models.FEW_ROWS;

  @Option(names = "--seconds", paramLabel = "S", description = "CPU time sampled a line.")
  private double seconds = 3;

  Profile(PrintStream out) {
    this.out = out;
  }

  @Override
  public Integer call() throws IOException {
    out.printf("%n### What bounds each size%n%n");
    Markdown.head(out, "size", "tables", "samples", "in a method itself", "with what it calls");
    for (TableShape size : sizes) {
      for (double accuracy : accuracies) {
        Tables family = new Tables(Models.classifiers(accuracy), rows);
        Samples samples = samples(family.tables(size, TABLES));
        out.println(
            Markdown.line(
                Text.size(size),
                family.toString(),
                Integer.toString(samples.total()),
                samples.innermost(),
                samples.within()));
      }
    }
    return ExitCode.OK;
  }

  private Samples samples(List<JointDistribution> tables) throws IOException {
    Timing.warmUp(tables, TOLERANCE_NATS, 1_000);
    Path file = Files.createTempFile("stillwatch", ".jfr");
    try (Recording recording = new Recording()) {
      recording.enable(SAMPLE).withPeriod(PERIOD);
      recording.start();
      Timing.warmUp(tables, TOLERANCE_NATS, 1_000 * seconds);
      recording.stop();
      recording.dump(file);
      return Samples.of(RecordingFile.readAllEvents(file), SAMPLE, SOLVER);
    } finally {
      Files.delete(file);
    }
  }
}
