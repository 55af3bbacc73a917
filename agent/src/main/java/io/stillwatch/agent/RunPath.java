package io.stillwatch.agent;

import io.stillwatch.sample.RowOutcome;
import io.stillwatch.sample.SampleBatch;
import io.stillwatch.snapshot.OrderedPath;
import io.stillwatch.snapshot.Resumption;
import io.stillwatch.source.RawRecord;
import java.util.Map;
import java.util.Optional;

/**
 * The path of one run, which may first have to be read again. For the ordered thread, but for what
 * is kept.
 */
final class RunPath {
  private static final long MILLIS_BETWEEN_CHECKPOINTS = 1_000;

  private OrderedPath path;
  private Optional<Resumption> resumption;
  private volatile long keptFrom;
  private boolean measured;
  private long lastKeptNanos;
  private long lastMillis;
  private long lastOffset;
  private long heardNanos = System.nanoTime();

  /** A path that begins with a record. */
  RunPath(OrderedPath path, long firstOffset) {
    this.path = path;
    this.resumption = Optional.empty();
    this.keptFrom = firstOffset;
    this.lastKeptNanos = System.nanoTime() - MILLIS_BETWEEN_CHECKPOINTS * 1_000_000;
  }

  /** A path that goes on once it was read again. */
  RunPath(Resumption resumption) {
    this(null, resumption.basis());
    this.resumption = Optional.of(resumption);
  }

  /** Whether the path is there, with nothing left to be read again. */
  boolean isWhole() {
    return resumption.isEmpty();
  }

  /** Whether a record of the run is in what is known of it already. */
  boolean knows(RawRecord record) {
    return resumption.filter(again -> record.position().offset() < again.next()).isPresent();
  }

  /** Reads a record again. */
  void read(SampleBatch batch, RawRecord record) {
    resumption.orElseThrow().read(batch, record);
  }

  /**
   * The path, read again where it had to be.
   *
   * @throws IllegalStateException if what it needs is not there any more
   */
  OrderedPath path() {
    if (resumption.isPresent()) {
      path = resumption.get().path();
      resumption = Optional.empty();
    }
    return path;
  }

  /** What becomes of rows that wait, where nobody goes on here. */
  Map<RowOutcome, Long> abandon() {
    return resumption.isPresent() ? Map.of() : path.abandon();
  }

  /** Begins anew, where the run cannot go on. */
  void beginAnew(OrderedPath other) {
    path = other;
    resumption = Optional.empty();
  }

  /** A record of the run came. */
  void heard(long timestampMillis, long offset) {
    lastMillis = Math.max(lastMillis, timestampMillis);
    lastOffset = offset;
    heardNanos = System.nanoTime();
  }

  long lastMillis() {
    return lastMillis;
  }

  long lastOffset() {
    return lastOffset;
  }

  boolean isIdleFor(long millis) {
    return System.nanoTime() - heardNanos > millis * 1_000_000;
  }

  /** A window of the run was measured. */
  void wasMeasured() {
    measured = true;
  }

  /** Whether it is time to write down where the run stands; then it is taken to be written. */
  boolean isDue(boolean now) {
    long nanos = System.nanoTime();
    if (!measured || (!now && nanos - lastKeptNanos < MILLIS_BETWEEN_CHECKPOINTS * 1_000_000)) {
      return false;
    }
    measured = false;
    lastKeptNanos = nanos;
    return true;
  }

  /** What is safe: whoever goes on with the run reads from this offset. Any thread. */
  void keptFrom(long offset) {
    keptFrom = offset;
  }

  /** The lowest offset that whoever goes on with the run reads. */
  long keptFrom() {
    return keptFrom;
  }
}
