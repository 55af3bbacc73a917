package io.stillwatch.metrics;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.stillwatch.measure.Measurement;
import io.stillwatch.sample.DeadLetterOutcome;
import io.stillwatch.sample.Refusal;
import io.stillwatch.sample.ResultKind;
import io.stillwatch.sample.RowOutcome;
import io.stillwatch.sample.RunEvent;
import io.stillwatch.snapshot.SliceErrors;
import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * Everything that Prometheus may know. One lock stands between those who tell and those who scrape:
 * a scrape shows a measurement and the ledger whole, as they were at one moment. Nothing is
 * computed by a scrape.
 *
 * <p>For any thread. Names, labels and meanings are in {@code docs/metrics.md}.
 */
public final class Metrics implements AutoCloseable {
  /** The content type of a scrape. */
  public static final String CONTENT_TYPE = "text/plain; version=0.0.4; charset=utf-8";

  private final PrometheusMeterRegistry registry =
      new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
  private final LongSupplier clockMillis;
  private final Runs runs;
  private final PipelineMeters pipeline;
  private final JavaMeters java;

  /**
   * Begins with nothing but the pipeline at 0.
   *
   * @param limits how much a scrape may hold
   * @param version the agent's version, for {@code stillwatch_build_info}
   */
  public Metrics(MetricLimits limits, String version) {
    this(limits, version, "");
  }

  /**
   * The same for runs that are not live.
   *
   * @param limits how much a scrape may hold
   * @param version the agent's version
   * @param mark is added to the name of every run
   */
  public Metrics(MetricLimits limits, String version, String mark) {
    this(limits, version, mark, System::currentTimeMillis);
  }

  /** The same by another clock, in milliseconds. */
  Metrics(MetricLimits limits, String version, LongSupplier clockMillis) {
    this(limits, version, "", clockMillis);
  }

  private Metrics(MetricLimits limits, String version, String mark, LongSupplier clockMillis) {
    this.clockMillis = clockMillis;
    this.java = new JavaMeters(registry);
    Views shown = new Views();
    this.runs = new Runs(registry, shown, limits, mark);
    registry.getPrometheusRegistry().register(shown);
    this.pipeline = new PipelineMeters(registry);
    Gauge.builder("stillwatch.build.info", () -> 1)
        .description("The agent's version and that of its Java")
        .tags("version", version, "java", Runtime.version().toString())
        .register(registry);
  }

  /**
   * Publishes a measurement in place of the last one of its run, pair, task and slice, if the
   * limits have room for it; counts it as refused otherwise.
   *
   * @param measurement the latest
   */
  public synchronized void publish(Measurement measurement) {
    runs.publish(measurement, clockMillis.getAsLong());
  }

  /**
   * Publishes the rates of a slice that is defined through the label, in place of whatever was
   * published of its run, pair, task and slice, if the limits have room for it; counts it as
   * refused otherwise.
   *
   * @param slice the latest
   */
  public synchronized void publish(SliceErrors slice) {
    runs.publish(slice, clockMillis.getAsLong());
  }

  /**
   * A record of a run was read. Keeps its estimates from leaving.
   *
   * @param run the run's id
   * @param timestampMillis the record's own time, milliseconds since 1970 UTC
   */
  public synchronized void batchSeen(String run, long timestampMillis) {
    runs.seen(run, timestampMillis, clockMillis.getAsLong());
  }

  /**
   * A run goes on that an agent before has read: it was last seen then, and not now.
   *
   * @param run the run's id
   * @param timestampMillis the time of its last record, milliseconds since 1970 UTC
   */
  public synchronized void runGoesOn(String run, long timestampMillis) {
    runs.goesOn(run, timestampMillis, clockMillis.getAsLong());
  }

  /**
   * A run's client says that it lost samples before they reached Kafka.
   *
   * @param run the run's id
   * @param samples how many since its last record, at least 0
   */
  public synchronized void samplesDropped(String run, long samples) {
    runs.dropped(run, samples, clockMillis.getAsLong());
  }

  /**
   * Something happened to a run as a whole.
   *
   * @param event what
   * @param timestampMillis the record's own time, milliseconds since 1970 UTC
   */
  public synchronized void happened(RunEvent event, long timestampMillis) {
    runs.happened(event, timestampMillis, clockMillis.getAsLong());
  }

  /**
   * A run has said its last word: all its series leave.
   *
   * @param run the run's id
   */
  public synchronized void runFinished(String run) {
    runs.finished(run);
  }

  /**
   * A record was read and could be decoded.
   *
   * @param roleRows its rows times its roles, 0 for a run event
   */
  public synchronized void recordDecoded(long roleRows) {
    pipeline.decoded(roleRows);
  }

  /**
   * A record was read and refused.
   *
   * @param reason why
   */
  public synchronized void recordRefused(Refusal reason) {
    pipeline.refused(reason);
  }

  /**
   * A refused record went to the dead letters, or did not.
   *
   * @param outcome what became of it
   */
  public synchronized void deadLetter(DeadLetterOutcome outcome) {
    pipeline.deadLetter(outcome);
  }

  /**
   * A result went to its topic, or did not.
   *
   * @param kind which topic
   * @param written whether the topic has it
   */
  public synchronized void result(ResultKind kind, boolean written) {
    pipeline.result(kind, written);
  }

  /**
   * Role-rows have met their fate.
   *
   * @param outcome what became of them
   * @param count how many, at least 0; for {@link RowOutcome#PENDING} the change, of either sign
   */
  public synchronized void rows(RowOutcome outcome, long count) {
    pipeline.rows(outcome, count);
  }

  /**
   * A measurement was made.
   *
   * @param duration from its snapshot to the result
   */
  public synchronized void estimateTook(Duration duration) {
    pipeline.estimateTook(duration);
  }

  /**
   * How far the agent is behind the end of the log.
   *
   * @param records records not read yet
   * @param seconds age of the last record read; 0 where there is no other
   */
  public synchronized void frontierLag(long records, double seconds) {
    pipeline.frontierLag(records, seconds);
  }

  /**
   * Rows of a run that goes on wait, from before.
   *
   * @param roleRows how many, at least 0
   */
  public synchronized void rowsWaiting(long roleRows) {
    pipeline.waiting(roleRows);
  }

  /** A record was read again that an agent before had dealt with. */
  public synchronized void recordRebuilt() {
    pipeline.rebuilt();
  }

  /**
   * Samples came with two different labels for one task.
   *
   * @param samples how many, at least 0
   */
  public synchronized void conflictingLabels(long samples) {
    pipeline.conflictingLabels(samples);
  }

  /**
   * Records were read and wait to be counted.
   *
   * @param bytes of their values
   * @param rests whether no more is asked for until they are
   */
  public synchronized void readAhead(long bytes, boolean rests) {
    pipeline.readAhead(bytes, rests);
  }

  /**
   * The agent can read its topic, or cannot.
   *
   * @param now whether it can
   */
  public synchronized void ready(boolean now) {
    pipeline.ready(now);
  }

  /**
   * Measurements were left out because the agent could not keep up.
   *
   * @param count how many, at least 0
   */
  public synchronized void solvesSkipped(long count) {
    pipeline.solvesSkipped(count);
  }

  /**
   * All series in Prometheus' text format, as of now.
   *
   * @return the body of an answer of type {@link #CONTENT_TYPE}
   */
  public synchronized String scrape() {
    runs.tidy(clockMillis.getAsLong());
    return registry.scrape();
  }

  @Override
  public synchronized void close() {
    java.close();
    registry.close();
  }
}
