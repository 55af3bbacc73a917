package io.stillwatch.cli;

import io.stillwatch.codebook.CodebookSettings;
import io.stillwatch.measure.Finding;
import io.stillwatch.measure.SnapshotMeasurer;
import io.stillwatch.measure.VerdictSettings;
import io.stillwatch.measure.Verdicts;
import io.stillwatch.npy.NpyException;
import io.stillwatch.sample.SampleBatch;
import io.stillwatch.snapshot.OrderedPath;
import io.stillwatch.snapshot.PathResult;
import io.stillwatch.snapshot.PathSettings;
import io.stillwatch.snapshot.Snapshot;
import io.stillwatch.source.Partition;
import io.stillwatch.source.Position;
import io.stillwatch.source.RawRecord;
import io.stillwatch.window.WindowSettings;
import io.stillwatch.wire.MeasurementWriter;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/**
 * {@code stillwatch measure}: one measurement of saved arrays, without Kafka. The arrays become one
 * probe pass of one record and go the way of every record, so the agent gives the same numbers for
 * the same rows.
 */
@Command(
    name = "measure",
    description = {
      "Measures saved arrays, without Kafka: one window, one measurement, in nats.",
      "Files are NumPy's (.npy), one row a sample: float16, float32 or float64 for vectors, int32 or"
          + " int64 for codes of your own. Labels are integers, one a row; NaN is unlabelled."
    })
final class MeasureCommand implements Callable<Integer> {
  private static final CodebookSettings PAPER = new CodebookSettings();
  private static final String NO_MEMORY =
      "the arrays took more memory than there is; they must fit the heap, which STILLWATCH_HEAP sets";

  private final Streams streams;

  @Spec private CommandSpec spec;

  @Mixin private MeasuredArrays arrays;

  @Option(
      names = "--components",
      paramLabel = "N",
      description = "Principal components of vectors to keep (${DEFAULT-VALUE}, or all there are).")
  private int components = PAPER.components();

  @Option(
      names = "--clusters",
      paramLabel = "N",
      description = "Centres of k-means, the number of codes (${DEFAULT-VALUE}).")
  private int clusters = PAPER.clusters();

  @Option(
      names = "--restarts",
      paramLabel = "N",
      description = "Starts of k-means, of which the best stays (${DEFAULT-VALUE}).")
  private int restarts = PAPER.restarts();

  @Option(names = "--json", description = "Print the measurement as a line of JSON.")
  private boolean json;

  MeasureCommand(Streams streams) {
    this.streams = streams;
  }

  @Override
  public Integer call() {
    CodebookSettings settings =
        new CodebookSettings(components, clusters, restarts, PAPER.iterations());
    if (!settings.problems().isEmpty()) {
      throw new ParameterException(
          spec.commandLine(), "--" + String.join("; --", settings.problems()));
    }
    try {
      return measured(arrays.batch(), settings);
    } catch (NpyException e) {
      return failed(e.getMessage());
    } catch (OutOfMemoryError e) {
      return failed(NO_MEMORY);
    }
  }

  private int failed(String why) {
    streams.err().println("stillwatch measure: " + why);
    return ExitCode.SOFTWARE;
  }

  private int measured(SampleBatch batch, CodebookSettings settings) {
    PathResult result = counted(batch, settings);
    if (result.objection().isPresent()) {
      return failed(result.objection().get().detail());
    }
    if (!result.leftOut().isEmpty()) {
      return failed(String.join("; ", result.leftOut()));
    }
    List<String> remarks = MeasureRemarks.of(batch, result);
    remarks.forEach(streams.err()::println);
    if (result.snapshots().isEmpty()) {
      return failed("no row could be counted; some must be labelled, finite and of weight above 0");
    }
    print(result.snapshots().get(0));
    return ExitCode.OK;
  }

  private static PathResult counted(SampleBatch batch, CodebookSettings settings) {
    WindowSettings whole =
        new WindowSettings(WindowSettings.DEFAULT.training(), batch.rows().count());
    OrderedPath path = new OrderedPath(batch.attempt().run(), new PathSettings(whole, settings));
    // There is no log and no clock: the record lies at the start of both.
    Position start = new Position(new Partition(batch.attempt().run(), 0), 0);
    return path.accept(batch, new RawRecord(start, 0, new byte[0], new byte[0], Optional.empty()));
  }

  private void print(Snapshot snapshot) {
    Finding finding = SnapshotMeasurer.measure(snapshot);
    var measurement = new Verdicts(VerdictSettings.DEFAULT).judgedAlone(finding);
    streams
        .out()
        .println(
            json
                ? MeasurementWriter.line(measurement)
                : MeasurementTable.of(measurement, snapshot.shape()));
    streams.out().flush();
  }
}
