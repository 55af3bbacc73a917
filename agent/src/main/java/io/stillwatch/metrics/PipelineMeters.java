package io.stillwatch.metrics;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.stillwatch.sample.DeadLetterOutcome;
import io.stillwatch.sample.Refusal;
import io.stillwatch.sample.ResultKind;
import io.stillwatch.sample.RowOutcome;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;

/**
 * The ledger of records and role-rows, and how the agent keeps up. Every series is there from the
 * start, at 0, so that a rate has a beginning.
 */
final class PipelineMeters {
  private static final Duration[] BUCKETS = {
    Duration.ofMillis(1),
    Duration.ofMillis(3),
    Duration.ofMillis(10),
    Duration.ofMillis(30),
    Duration.ofMillis(100),
    Duration.ofMillis(300),
    Duration.ofSeconds(1),
    Duration.ofSeconds(3),
    Duration.ofSeconds(10)
  };

  private final MeterRegistry registry;
  private final Counter records;
  private final Counter decoded;
  private final Map<Refusal, Counter> refused = new EnumMap<>(Refusal.class);
  private final Map<DeadLetterOutcome, Counter> deadLetters =
      new EnumMap<>(DeadLetterOutcome.class);
  private final Map<ResultKind, Map<Boolean, Counter>> results = new EnumMap<>(ResultKind.class);
  private final Counter rowsDecoded;
  private final Map<RowOutcome, Counter> rows = new EnumMap<>(RowOutcome.class);
  private final Counter rebuilt;
  private final Counter conflictingLabels;
  private final Counter solvesSkipped;
  private final Timer estimates;
  private long pendingRows;
  private long readAheadBytes;
  private boolean rests;
  private boolean ready;
  private FrontierLag lag;

  private record FrontierLag(long records, double seconds) {}

  /** Registers everything but the lag, which is not known yet. */
  PipelineMeters(MeterRegistry registry) {
    this.registry = registry;
    records = counter("records", "Records read");
    decoded = counter("records.decoded", "Records that could be decoded");
    for (Refusal reason : Refusal.values()) {
      refused.put(reason, refusals(reason));
    }
    for (DeadLetterOutcome outcome : DeadLetterOutcome.values()) {
      deadLetters.put(outcome, deadLetters(outcome));
    }
    for (ResultKind kind : ResultKind.values()) {
      results.put(kind, Map.of(true, results(kind, "written"), false, results(kind, "failed")));
    }
    rowsDecoded = counter("rows.decoded", "Role-rows in decoded records");
    for (RowOutcome outcome : RowOutcome.values()) {
      if (outcome != RowOutcome.PENDING) {
        rows.put(outcome, outcomes(outcome));
      }
    }
    Gauge.builder("stillwatch_rows_pending", this, meters -> meters.pendingRows)
        .description("Role-rows that wait for their counterpart")
        .register(registry);
    rebuilt = counter("records.rebuilt", "Records read again that an agent before had dealt with");
    conflictingLabels =
        counter("conflicting.labels", "Samples that came with two different labels for one task");
    Gauge.builder("stillwatch_read_ahead_bytes", this, meters -> meters.readAheadBytes)
        .description("Bytes of records that were read and wait to be counted")
        .register(registry);
    Gauge.builder("stillwatch_reading_rests", this, meters -> meters.rests ? 1 : 0)
        .description("1 while so much waits to be counted that no more is read")
        .register(registry);
    Gauge.builder("stillwatch_ready", this, meters -> meters.ready ? 1 : 0)
        .description("1 while the topic can be read, as /-/ready says")
        .register(registry);
    solvesSkipped = counter("solves.skipped", "Measurements left out under load");
    estimates =
        Timer.builder("stillwatch.estimate.duration")
            .description("Time from a snapshot to its measurement")
            .serviceLevelObjectives(BUCKETS)
            .register(registry);
  }

  private Counter counter(String name, String help) {
    return Counter.builder("stillwatch." + name).description(help).register(registry);
  }

  private Counter refusals(Refusal reason) {
    return Counter.builder("stillwatch.records.refused")
        .description("Records refused as a whole, by reason")
        .tags("reason", reason.reason())
        .register(registry);
  }

  private Counter deadLetters(DeadLetterOutcome outcome) {
    return Counter.builder("stillwatch.dead.letters")
        .description("Refused records on their way to the dead letters, by what became of them")
        .tags("outcome", outcome.outcome())
        .register(registry);
  }

  private Counter results(ResultKind kind, String outcome) {
    return Counter.builder("stillwatch.results")
        .description("Snapshots and measurements on their way to topics, by what became of them")
        .tags("kind", kind.kind(), "outcome", outcome)
        .register(registry);
  }

  private Counter outcomes(RowOutcome outcome) {
    return Counter.builder("stillwatch.rows")
        .description("Role-rows by what became of them")
        .tags("outcome", outcome.outcome())
        .register(registry);
  }

  /** Counts a record that could be decoded. */
  void decoded(long roleRows) {
    records.increment();
    decoded.increment();
    rowsDecoded.increment((double) roleRows);
  }

  /** Counts a record that could not. */
  void refused(Refusal reason) {
    records.increment();
    refused.get(reason).increment();
  }

  /** Counts a refused record by where it went. */
  void deadLetter(DeadLetterOutcome outcome) {
    deadLetters.get(outcome).increment();
  }

  /** Counts a result by whether its topic has it. */
  void result(ResultKind kind, boolean written) {
    results.get(kind).get(written).increment();
  }

  /** Counts role-rows; of pending ones the change, which may be negative. */
  void rows(RowOutcome outcome, long count) {
    if (outcome == RowOutcome.PENDING) {
      pendingRows += count;
    } else {
      rows.get(outcome).increment((double) count);
    }
  }

  /** Counts role-rows that were decoded before and wait now. */
  void waiting(long roleRows) {
    rowsDecoded.increment((double) roleRows);
    pendingRows += roleRows;
  }

  /** Counts a record that is read again. */
  void rebuilt() {
    rebuilt.increment();
  }

  /** Counts samples with two labels for one task. */
  void conflictingLabels(long samples) {
    conflictingLabels.increment((double) samples);
  }

  /** Notes how long one measurement took. */
  void estimateTook(Duration duration) {
    estimates.record(duration);
  }

  /** Notes how much waits to be counted, and whether that is enough. */
  void readAhead(long bytes, boolean isEnough) {
    readAheadBytes = bytes;
    rests = isEnough;
  }

  /** Notes whether the topic can be read. */
  void ready(boolean now) {
    ready = now;
  }

  /** Counts measurements left out. */
  void solvesSkipped(long count) {
    solvesSkipped.increment((double) count);
  }

  /** Notes how far the frontier is behind the end of the log. */
  void frontierLag(long lagRecords, double lagSeconds) {
    if (lag == null) {
      Gauge.builder("stillwatch_frontier_lag_records", this, meters -> meters.lag.records())
          .description("Records in the log that the agent has not read")
          .register(registry);
      Gauge.builder("stillwatch_frontier_lag_seconds", this, meters -> meters.lag.seconds())
          .description("Age of the last record read, while there are more to read")
          .register(registry);
    }
    lag = new FrontierLag(lagRecords, lagSeconds);
  }
}
