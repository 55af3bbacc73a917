package io.stillwatch.agent;

import io.stillwatch.config.AgentSettings;
import io.stillwatch.join.StaticTeachers;
import io.stillwatch.measure.Finding;
import io.stillwatch.measure.Measurement;
import io.stillwatch.measure.SnapshotMeasurer;
import io.stillwatch.metrics.Metrics;
import io.stillwatch.snapshot.Snapshot;
import io.stillwatch.source.Partition;
import io.stillwatch.source.Polled;
import io.stillwatch.source.Progress;
import io.stillwatch.source.RawRecord;
import io.stillwatch.source.RecordSource;
import io.stillwatch.source.SourceState;
import io.stillwatch.wire.MeasurementWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Function;
import java.util.function.LongFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The agent's loop over records in memory, from the first to the last: no Kafka, no clock. */
final class LoopRun {
  private static final int POLL_RECORDS = 100;

  private final List<Measurement> measurements = new ArrayList<>();
  private final String scrape;
  private final long scrapeNanos;
  private final Optional<String> failure;

  private LoopRun(
      AgentSettings settings,
      Function<Snapshot, Finding> measurer,
      long count,
      LongFunction<RawRecord> records) {
    Metrics metrics = new Metrics(settings.metrics(), "test");
    Publisher publisher =
        new Publisher(
            settings,
            measurer,
            metrics,
            new Keeping(Optional.empty(), ""),
            Sink.of(measurements::add, rates -> {}));
    Made source = new Made(count, records);
    RecordLoop loop =
        new RecordLoop(
            source,
            new RunPaths(settings.path(), settings.metrics().runs(), StaticTeachers.NONE),
            publisher,
            new Ledger(metrics, Optional.empty()));
    source.end = loop::stop;
    loop.run();
    publisher.close();
    failure = loop.failure();
    long before = System.nanoTime();
    scrape = metrics.scrape();
    scrapeNanos = System.nanoTime() - before;
    metrics.close();
  }

  static LoopRun of(AgentSettings settings, List<RawRecord> records) {
    return of(settings, records.size(), i -> records.get((int) i));
  }

  /** Records that are made one by one, so that there can be many. */
  static LoopRun of(AgentSettings settings, long count, LongFunction<RawRecord> records) {
    return of(
        settings,
        snapshot -> SnapshotMeasurer.measure(snapshot, settings.reference()),
        count,
        records);
  }

  /** The same, measured in another way. */
  static LoopRun of(
      AgentSettings settings,
      Function<Snapshot, Finding> measurer,
      long count,
      LongFunction<RawRecord> records) {
    return new LoopRun(settings, measurer, count, records);
  }

  /** Measurements of a run as they are printed, in order. */
  List<String> lines(String run) {
    return measurements.stream()
        .filter(m -> m.id().attempt().run().equals(run))
        .map(MeasurementWriter::line)
        .toList();
  }

  List<Measurement> measurements() {
    return measurements;
  }

  /** Why the loop ended before its time, if it did. */
  Optional<String> failure() {
    return failure;
  }

  String scrape() {
    return scrape;
  }

  /** How long the scrape took; for reports, never for a test to rest on. */
  long scrapeNanos() {
    return scrapeNanos;
  }

  long refused(String reason) {
    return (long) sum("stillwatch_records_refused_total{reason=\"" + reason + "\"}");
  }

  long rows(String outcome) {
    return (long) sum("stillwatch_rows_total{outcome=\"" + outcome + "\"}");
  }

  /** The sum of the series that begin so. */
  double sum(String start) {
    Matcher matcher =
        Pattern.compile("(?m)^" + Pattern.quote(start) + "(?:\\{.*})? (\\S+)$").matcher(scrape);
    double sum = 0;
    while (matcher.find()) {
      sum += Double.parseDouble(matcher.group(1));
    }
    return sum;
  }

  private static final class Made implements RecordSource {
    private final long count;
    private final LongFunction<RawRecord> records;
    private Runnable end;
    private long next;

    private Made(long count, LongFunction<RawRecord> records) {
      this.count = count;
      this.records = records;
    }

    @Override
    public Polled poll(long timeoutMillis) {
      List<RawRecord> polled = new ArrayList<>();
      while (next < count && polled.size() < POLL_RECORDS) {
        polled.add(records.apply(next++));
      }
      if (next == count) {
        end.run();
      }
      return new Polled(polled, OptionalLong.of(count - next));
    }

    @Override
    public void release(Map<Partition, Progress> progress) {}

    @Override
    public SourceState state() {
      return new SourceState(true, "reading memory");
    }

    @Override
    public void close() {}
  }
}
