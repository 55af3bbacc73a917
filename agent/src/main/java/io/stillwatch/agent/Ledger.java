package io.stillwatch.agent;

import io.stillwatch.kafka.DeadLetters;
import io.stillwatch.metrics.Metrics;
import io.stillwatch.sample.Refusal;
import io.stillwatch.sample.RowOutcome;
import io.stillwatch.sample.RunEvent;
import io.stillwatch.sample.SampleBatch;
import io.stillwatch.source.Partition;
import io.stillwatch.source.Polled;
import io.stillwatch.source.Progress;
import io.stillwatch.source.RawRecord;
import io.stillwatch.wire.Echo;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Notes what becomes of every record and row. For the ordered thread, but where said. */
final class Ledger implements Accounts {
  private static final Logger LOG = LoggerFactory.getLogger(Ledger.class);

  private final Metrics metrics;
  private final Optional<DeadLetters> letters;
  private final Map<Refusal, Long> refusals = new EnumMap<>(Refusal.class);
  private final Set<String> leftOut = new HashSet<>();
  private final AtomicLong rowsRead = new AtomicLong();
  private long lastRecordMillis;

  /**
   * Nothing noted yet.
   *
   * @param letters where refused records go, if anywhere
   */
  Ledger(Metrics metrics, Optional<DeadLetters> letters) {
    this.metrics = metrics;
    this.letters = letters;
  }

  /** A record was refused. Said in the log for the first, second, fourth, eighth, ... of a kind. */
  @Override
  public void refused(RawRecord record, Refusal reason, String why) {
    String detail = Echo.detail(why);
    lastRecordMillis = record.timestampMillis();
    metrics.recordRefused(reason);
    letters.ifPresent(to -> to.send(record, reason, detail));
    long count = refusals.merge(reason, 1L, Long::sum);
    if (Long.bitCount(count) == 1) {
      LOG.warn(
          "{} refused as {} ({} so far): {}", record.position(), reason.reason(), count, detail);
    }
  }

  /** A batch was decoded, and its rows met their fate. */
  @Override
  public void counted(RawRecord record, SampleBatch batch, Map<RowOutcome, Long> rows) {
    seen(record, batch.attempt().run());
    metrics.recordDecoded(batch.roleRows());
    metrics.samplesDropped(batch.attempt().run(), batch.dropped());
    counted(rows);
    rowsRead.addAndGet(batch.rows().count());
  }

  /** Rows that had waited met their fate. */
  @Override
  public void counted(Map<RowOutcome, Long> rows) {
    rows.forEach(metrics::rows);
  }

  /** Samples came with two different labels for one task. */
  @Override
  public void conflictingLabels(long samples) {
    metrics.conflictingLabels(samples);
  }

  /** An event was decoded. */
  @Override
  public void noted(RawRecord record, RunEvent event) {
    seen(record, event.attempt().run());
    metrics.happened(event, record.timestampMillis());
    metrics.recordDecoded(0);
  }

  private void seen(RawRecord record, String run) {
    lastRecordMillis = record.timestampMillis();
    metrics.batchSeen(run, record.timestampMillis());
  }

  /** A pair of a window has no snapshot; said once for each sentence. */
  @Override
  public void leftOut(String why) {
    if (leftOut.size() < 1_000 && leftOut.add(why)) {
      LOG.warn("not measured: {}", why);
    }
  }

  /** How far the reading is behind. */
  void frontier(Polled polled) {
    OptionalLong behind = polled.behindRecords();
    if (behind.isPresent()) {
      double ageSeconds = Math.max(0, System.currentTimeMillis() - lastRecordMillis) / 1e3;
      metrics.frontierLag(
          behind.getAsLong(), behind.getAsLong() > 0 && lastRecordMillis > 0 ? ageSeconds : 0);
    }
  }

  /** Positions that can be released: none beyond a dead letter that is under way. */
  Map<Partition, Progress> heldBack(Map<Partition, Progress> progress) {
    if (letters.isEmpty()) {
      return progress;
    }
    Map<Partition, Long> needed = new HashMap<>();
    Map<Partition, Long> frontiers = new HashMap<>();
    progress.forEach((partition, now) -> needed.put(partition, now.lowestNeeded()));
    progress.forEach((partition, now) -> frontiers.put(partition, now.frontier()));
    Map<Partition, Long> lowest = letters.get().heldBack(needed);
    Map<Partition, Long> first = letters.get().heldBack(frontiers);
    Map<Partition, Progress> held = new HashMap<>();
    progress
        .keySet()
        .forEach(
            partition ->
                held.put(partition, new Progress(lowest.get(partition), first.get(partition))));
    return held;
  }

  @Override
  public void waiting(long roleRows) {
    metrics.rowsWaiting(roleRows);
  }

  @Override
  public void rebuilt(RawRecord record) {
    metrics.recordRebuilt();
  }

  /** Rows of decoded batches; any thread. */
  long rowsRead() {
    return rowsRead.get();
  }
}
