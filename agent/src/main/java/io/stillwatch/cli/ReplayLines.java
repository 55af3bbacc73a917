package io.stillwatch.cli;

import io.stillwatch.agent.Sink;
import io.stillwatch.measure.Measurement;
import io.stillwatch.metrics.MetricLimits;
import io.stillwatch.metrics.MetricsHistory;
import io.stillwatch.snapshot.SliceErrors;
import io.stillwatch.wire.MeasurementWriter;
import io.stillwatch.wire.RatesWriter;
import io.stillwatch.wire.SettingMark;
import java.io.IOException;
import java.io.PrintStream;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/** What a replay finds: lines of JSON, and the history of the metrics where it is wanted. */
final class ReplayLines {
  private final PrintStream out;
  private final Optional<Path> openMetrics;
  private final MetricsHistory history;

  /** A reader such as head closes the pipe when it has enough: no reason for noise. */
  private volatile boolean pipeClosed;

  /**
   * Nothing yet.
   *
   * @param openMetrics where the history goes; null for nowhere
   */
  ReplayLines(PrintStream out, MetricLimits limits, Path openMetrics) {
    this.out = out;
    this.openMetrics = Optional.ofNullable(openMetrics);
    this.history = new MetricsHistory(limits);
  }

  boolean pipeClosed() {
    return pipeClosed;
  }

  /** Takes what one setting finds, and marks its lines by it. */
  Sink marked(Map<String, String> setting) {
    return new Sink() {
      @Override
      public void measured(Measurement measurement) {
        print(SettingMark.marked(setting, MeasurementWriter.line(measurement)));
        if (openMetrics.isPresent()) {
          history.put(measurement);
        }
      }

      @Override
      public void counted(SliceErrors slice) {
        print(SettingMark.marked(setting, RatesWriter.line(slice)));
        if (openMetrics.isPresent()) {
          history.put(slice);
        }
      }
    };
  }

  private void print(String line) {
    out.println(line);
    pipeClosed = out.checkError();
  }

  /** Nothing more will come: writes the history. */
  void end(PrintStream err) throws IOException {
    if (openMetrics.isEmpty()) {
      return;
    }
    try (Writer writer = Files.newBufferedWriter(openMetrics.get())) {
      history.write(writer);
    }
    err.printf("%s holds %,d samples%n", openMetrics.get(), history.samples());
  }
}
