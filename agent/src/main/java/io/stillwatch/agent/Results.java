package io.stillwatch.agent;

import io.stillwatch.kafka.KafkaSettings;
import io.stillwatch.kafka.KeyedTopic;
import io.stillwatch.measure.Measurement;
import io.stillwatch.sample.ResultKind;
import io.stillwatch.snapshot.MeasurementId;
import io.stillwatch.snapshot.SliceErrors;
import io.stillwatch.snapshot.Snapshot;
import io.stillwatch.snapshot.SnapshotBytes;
import io.stillwatch.snapshot.Span;
import io.stillwatch.source.RecordHeader;
import io.stillwatch.wire.MeasurementWriter;
import io.stillwatch.wire.RatesWriter;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes snapshots and measurements to topics of their own, where there are such, each under its
 * id. Never waits. What must not be done before they are safe, or given up, is held back here.
 */
final class Results implements Sink, AutoCloseable {
  /** The header that names the control that a snapshot's run had. */
  static final String CONTROL = "stillwatch.control";

  private static final Logger LOG = LoggerFactory.getLogger(Results.class);

  private final Optional<KeyedTopic> snapshots;
  private final Optional<KeyedTopic> measurements;
  private final BiConsumer<ResultKind, Boolean> outcomes;
  private final Barrier barrier = new Barrier();

  private Results(
      Optional<KeyedTopic> snapshots,
      Optional<KeyedTopic> measurements,
      BiConsumer<ResultKind, Boolean> outcomes) {
    this.snapshots = snapshots;
    this.measurements = measurements;
    this.outcomes = outcomes;
  }

  /**
   * Results of an agent; does not wait for the broker.
   *
   * @param kafka where they go; empty for nowhere
   * @param outcomes takes what became of each, and whether its topic has it; on any thread
   */
  static Results of(Optional<KafkaSettings> kafka, BiConsumer<ResultKind, Boolean> outcomes) {
    return new Results(
        kafka.flatMap(KeyedTopic::ofSnapshots),
        kafka.flatMap(KeyedTopic::ofMeasurements),
        outcomes);
  }

  /** Results that go nowhere. */
  static Results nowhere() {
    return of(Optional.empty(), (kind, written) -> {});
  }

  /**
   * Writes a snapshot.
   *
   * @param control the control that its run has named, if any
   */
  void snapshot(Snapshot snapshot, Optional<String> control) {
    List<RecordHeader> headers =
        control
            .map(name -> new RecordHeader(CONTROL, name.getBytes(StandardCharsets.UTF_8)))
            .stream()
            .toList();
    snapshots.ifPresent(
        topic ->
            write(
                topic,
                ResultKind.SNAPSHOTS,
                entry(snapshot.id(), SnapshotBytes.of(snapshot), snapshot.span(), headers)));
  }

  /** Writes the line of a measurement. */
  @Override
  public void measured(Measurement measurement) {
    line(measurement.id(), MeasurementWriter.line(measurement), measurement.span());
  }

  /** Writes the line of a slice that has rates in place of a measurement. */
  @Override
  public void counted(SliceErrors slice) {
    line(slice.id(), RatesWriter.line(slice), slice.span());
  }

  private void line(MeasurementId id, String line, Span span) {
    measurements.ifPresent(
        topic ->
            write(
                topic,
                ResultKind.MEASUREMENTS,
                entry(id, line.getBytes(StandardCharsets.UTF_8), span, List.of())));
  }

  private static KeyedTopic.Entry entry(
      MeasurementId id, byte[] value, Span span, List<RecordHeader> headers) {
    return new KeyedTopic.Entry(id.text(), value, span.lastTimestampMillis(), headers);
  }

  private void write(KeyedTopic topic, ResultKind kind, KeyedTopic.Entry entry) {
    long ticket = barrier.enter();
    topic.write(
        entry,
        written -> {
          outcomes.accept(kind, written);
          barrier.leave(ticket);
        });
  }

  /**
   * Does something once all that was written so far is safe or given up, in the order in which it
   * was asked for. It must be quick: it may run on a thread of Kafka's.
   */
  void afterAll(Runnable step) {
    barrier.afterAll(step);
  }

  /** Waits for so long at most until all that was written so far is safe or given up. */
  void await(Duration timeout) {
    CountDownLatch all = new CountDownLatch(1);
    barrier.afterAll(all::countDown);
    try {
      if (!all.await(timeout.toMillis(), TimeUnit.MILLISECONDS)) {
        LOG.warn("snapshots and measurements are still under way after {}", timeout);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Writes what waits, for a moment, and lets go of the topics. */
  @Override
  public void close() {
    snapshots.ifPresent(KeyedTopic::close);
    measurements.ifPresent(KeyedTopic::close);
  }
}
