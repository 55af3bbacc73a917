package io.stillwatch.agent;

import io.stillwatch.source.Partition;
import io.stillwatch.source.Polled;
import io.stillwatch.source.Progress;
import io.stillwatch.source.RecordSource;
import io.stillwatch.source.SharedSource;
import io.stillwatch.source.SourceState;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/**
 * Reads a log on a thread of its own, ahead of whoever takes the records, so that the place in the
 * group is kept however long a computation takes. Where so many bytes wait to be taken that it is
 * enough, it rests: it keeps its place and asks for nothing.
 */
final class ReadAhead implements RecordSource {
  private static final long POLL_MILLIS = 200;
  private static final long MILLIS_TO_STOP = 10_000;

  /** Who polls for partitions must come back before a group gives it up. */
  private static final long MILLIS_TO_PART = 20_000;

  private static final long MOST_BYTES = 64 << 20;

  /** Share of the heap that what waits may have. */
  private static final int SHARE = 8;

  private final SharedSource log;
  private final long mostBytes;
  private final Gauge gauge;
  private final Farewell farewell = new Farewell(MILLIS_TO_PART);
  private final Parting parting = new Leaving();
  private final WaitingRecords waiting = new WaitingRecords();
  private final Thread reading = new Thread(this::read, "reading");

  /** Partitions that are gone, which whoever takes the records does not know yet. */
  private final Set<Partition> leaving = new HashSet<>();

  private Map<Partition, Progress> toRelease = Map.of();
  private OptionalLong behindRecords = OptionalLong.empty();
  private Optional<RuntimeException> failure = Optional.empty();
  private volatile Parting walker = Parting.NOBODY;
  private volatile Map<Partition, Progress> released = Map.of();
  private volatile boolean stopping;

  /** Is told how much waits; on the reading thread. */
  @FunctionalInterface
  interface Gauge {
    /**
     * So much waits.
     *
     * @param bytes of the records that were read and not taken yet
     * @param rests whether this is enough, and no more is asked for
     */
    void waiting(long bytes, boolean rests);
  }

  private ReadAhead(SharedSource log, long mostBytes, Gauge gauge) {
    this.log = log;
    this.mostBytes = mostBytes;
    this.gauge = gauge;
  }

  /** Starts to read a log as far ahead as the heap allows. */
  static ReadAhead of(SharedSource log, Gauge gauge) {
    return of(log, Math.min(MOST_BYTES, Runtime.getRuntime().maxMemory() / SHARE), gauge);
  }

  /**
   * Starts to read.
   *
   * @param log what to read; closed with this
   * @param mostBytes of values that may wait before no more is asked for
   * @param gauge is told how much waits
   */
  static ReadAhead of(SharedSource log, long mostBytes, Gauge gauge) {
    ReadAhead ahead = new ReadAhead(log, mostBytes, gauge);
    ahead.reading.start();
    return ahead;
  }

  private void read() {
    try {
      while (!stopping) {
        boolean rests = waitingBytes() > mostBytes;
        add(rests ? log.rest(POLL_MILLIS, parting) : log.poll(POLL_MILLIS, parting));
        gauge.waiting(waitingBytes(), rests);
        log.release(toRelease());
        released = log.released();
      }
    } catch (RuntimeException e) {
      fail(e);
    }
  }

  private synchronized long waitingBytes() {
    return waiting.bytes();
  }

  private synchronized Map<Partition, Progress> toRelease() {
    return toRelease;
  }

  private synchronized void fail(RuntimeException cause) {
    failure = Optional.of(cause);
    notifyAll();
  }

  private synchronized void add(Polled polled) {
    waiting.drop(polled.revoked());
    leaving.addAll(polled.revoked());
    toRelease = staying(toRelease);
    behindRecords = polled.behindRecords();
    if (!polled.records().isEmpty() || polled.changesHands()) {
      waiting.add(polled);
      notifyAll();
    }
  }

  /** What was settled of a partition before it left says nothing of it when it is back. */
  private Map<Partition, Progress> staying(Map<Partition, Progress> progress) {
    Map<Partition, Progress> staying = new HashMap<>(progress);
    staying.keySet().removeAll(leaving);
    return staying;
  }

  private final class Leaving implements Parting {
    @Override
    public Map<Partition, Progress> from(Set<Partition> going) {
      synchronized (ReadAhead.this) {
        waiting.drop(going);
      }
      return farewell.ask(going, this, ReadAhead.this::wake);
    }

    @Override
    public void tooLateFor(Set<Partition> gone) {
      walker.tooLateFor(gone);
    }
  }

  private synchronized void wake() {
    notifyAll();
  }

  @Override
  public Polled poll(long timeoutMillis) {
    return poll(timeoutMillis, Parting.NOBODY);
  }

  /** Takes what was read, in the order in which it came. */
  @Override
  public Polled poll(long timeoutMillis, Parting asked) {
    walker = asked;
    await(timeoutMillis);
    farewell.answer(asked);
    return taken();
  }

  private synchronized void await(long timeoutMillis) {
    try {
      long endNanos = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(timeoutMillis);
      long leftNanos = endNanos - System.nanoTime();
      while (waiting.isEmpty() && failure.isEmpty() && !farewell.isAsked() && leftNanos > 0) {
        TimeUnit.NANOSECONDS.timedWait(this, leftNanos);
        leftNanos = endNanos - System.nanoTime();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private synchronized Polled taken() {
    if (!waiting.isEmpty()) {
      Polled polled = waiting.take();
      leaving.removeAll(polled.revoked());
      return new Polled(polled.records(), behind(), polled.revoked(), polled.assigned());
    }
    if (failure.isPresent()) {
      throw failure.get();
    }
    return new Polled(List.of(), behind());
  }

  /** What waits here is not dealt with either. */
  private OptionalLong behind() {
    return behindRecords.isPresent()
        ? OptionalLong.of(behindRecords.getAsLong() + waiting.records())
        : behindRecords;
  }

  /** Says it to the log at the reading thread's next turn. */
  @Override
  public synchronized void release(Map<Partition, Progress> progress) {
    toRelease = staying(progress);
  }

  /** Stops to read, and says it to the log at once. */
  @Override
  public void releaseLast(Map<Partition, Progress> progress) {
    if (stopped()) {
      release(progress);
      log.releaseLast(toRelease());
      released = log.released();
    }
  }

  @Override
  public Map<Partition, Progress> released() {
    return released;
  }

  @Override
  public SourceState state() {
    return log.state();
  }

  /** Takes no more; a log that does not come back from a call is left to itself. */
  @Override
  public void close() {
    if (stopped()) {
      log.close();
    }
  }

  private boolean stopped() {
    stopping = true;
    try {
      reading.join(MILLIS_TO_STOP);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return !reading.isAlive();
  }
}
