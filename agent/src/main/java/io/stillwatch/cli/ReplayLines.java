package io.stillwatch.cli;

import io.stillwatch.agent.ReplayTotals;
import io.stillwatch.agent.Report;
import io.stillwatch.agent.Sink;
import io.stillwatch.measure.Measurement;
import io.stillwatch.metrics.MetricLimits;
import io.stillwatch.metrics.MetricsHistory;
import io.stillwatch.sample.RunEvent;
import io.stillwatch.snapshot.SliceErrors;
import io.stillwatch.wire.MeasurementWriter;
import io.stillwatch.wire.RatesWriter;
import io.stillwatch.wire.SettingMark;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a replay finds: lines of JSON and, where they are wanted, files of the metrics' history and
 * of a report.
 */
final class ReplayLines {
  private final PrintStream out;
  private final Files files;
  private final MetricsHistory history;
  private final Report report = new Report();

  /** A reader such as head closes the pipe when it has enough: no reason for noise. */
  private volatile boolean pipeClosed;

  /**
   * Files to be written at the end.
   *
   * @param openMetrics the metrics' history
   * @param report of what happened
   */
  record Files(Optional<Path> openMetrics, Optional<Path> report) {}

  /** Nothing yet. */
  ReplayLines(PrintStream out, MetricLimits limits, Files files) {
    this.out = out;
    this.files = files;
    this.history = new MetricsHistory(limits);
  }

  boolean pipeClosed() {
    return pipeClosed;
  }

  /** Takes what one setting finds, and marks its lines by it. */
  Sink marked(Map<String, String> setting) {
    Sink sink =
        Sink.of(
            measurement -> print(SettingMark.marked(setting, MeasurementWriter.line(measurement))),
            rates -> print(SettingMark.marked(setting, RatesWriter.line(rates))));
    if (files.openMetrics.isPresent()) {
      sink = sink.and(kept());
    }
    return files.report.isPresent() ? sink.and(report.of(setting)) : sink;
  }

  private Sink kept() {
    return new Sink() {
      @Override
      public void measured(Measurement measurement) {
        history.put(measurement);
      }

      @Override
      public void counted(SliceErrors slice) {
        history.put(slice);
      }

      @Override
      public void happened(RunEvent event, long timestampMillis) {
        history.put(event, timestampMillis);
      }
    };
  }

  private void print(String line) {
    out.println(line);
    pipeClosed = out.checkError();
  }

  /** Takes what became of the records by one setting. */
  void accounted(Map<String, String> setting, ReplayTotals totals) {
    report.came(setting, totals.runs());
    setting.forEach((name, value) -> report.accounted(name + "=" + value));
    accounted(ReplaySummary.of(totals));
  }

  /** Takes what became of the records, in sentences. */
  void accounted(List<String> sentences) {
    sentences.forEach(sentence -> report.accounted(sentence.strip()));
  }

  /**
   * Nothing more will come: writes the files.
   *
   * @param source where the records are from, for people
   */
  void end(String source, PrintStream err) throws IOException {
    if (files.openMetrics.isPresent()) {
      WholeFile.write(files.openMetrics.get(), history::write);
      err.printf("%s holds %,d samples%n", files.openMetrics.get(), history.samples());
    }
    if (files.report.isPresent()) {
      writeReport(files.report.get(), source, err);
    }
  }

  private void writeReport(Path file, String source, PrintStream err) throws IOException {
    if (pipeClosed) {
      err.printf(
          "%s was not written: the lines were no longer read, so it would end there%n", file);
      return;
    }
    WholeFile.write(file, writer -> report.write(source, writer));
    err.printf("%s is the report%n", file);
  }
}
