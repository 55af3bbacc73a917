package io.stillwatch.agent;

import io.stillwatch.source.Partition;
import io.stillwatch.source.Polled;
import io.stillwatch.source.RawRecord;
import io.stillwatch.source.RecordSource;
import io.stillwatch.source.SourceState;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * Plays recorded records as if they came now: between two of them passes the time that lies between
 * their timestamps, divided by the speed. When a record comes changes nothing of what is measured.
 */
public final class PacedSource implements RecordSource {
  /** A longer silence is cut to this, so that one wrong clock does not stop the play. */
  private static final long LONGEST_WAIT_NANOS = TimeUnit.SECONDS.toNanos(10);

  private static final int MOST_AT_ONCE = 500;
  private static final SourceState PLAYING = new SourceState(true, "playing recorded records");

  private final Records records;
  private final double speed;
  private final String teachersTopic;
  private final List<RawRecord> teachers = new ArrayList<>();
  private final CountDownLatch over = new CountDownLatch(1);
  private Optional<RawRecord> next = Optional.empty();
  private long lastMillis = Long.MIN_VALUE;
  private long dueNanos;

  /** Gives one record after the other. */
  @FunctionalInterface
  public interface Records {
    /**
     * The next one.
     *
     * @return empty at the end
     * @throws IOException if it cannot be read
     */
    Optional<RawRecord> next() throws IOException;
  }

  /**
   * Begins with the first poll.
   *
   * @param records in the order of the log
   * @param speed 1 as it was, 10 ten times as fast; above 0
   * @param teachersTopic the topic of static teachers, whose records wait for no time
   */
  public PacedSource(Records records, double speed, String teachersTopic) {
    this.records = records;
    this.speed = speed;
    this.teachersTopic = teachersTopic;
  }

  @Override
  public Polled poll(long timeoutMillis) {
    List<RawRecord> due = new ArrayList<>();
    try {
      while (due.size() < MOST_AT_ONCE && (next.isPresent() || fetched(due.isEmpty()))) {
        long nanosToWait = dueNanos - System.nanoTime();
        if (nanosToWait > 0) {
          if (due.isEmpty()) {
            LockSupport.parkNanos(
                Math.min(nanosToWait, TimeUnit.MILLISECONDS.toNanos(timeoutMillis)));
          }
          break;
        }
        due.add(next.get());
        next = Optional.empty();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return new Polled(due, OptionalLong.empty(), Set.of());
  }

  /**
   * Fetches the next record and says when it is due; false at the end.
   *
   * @param all whether all records before were dealt with: they were given by another poll
   */
  private boolean fetched(boolean all) throws IOException {
    next = records.next();
    while (next.isPresent() && next.get().position().partition().topic().equals(teachersTopic)) {
      teachers.add(next.get());
      next = records.next();
    }
    if (next.isEmpty()) {
      if (all) {
        over.countDown();
        LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(10));
      }
      return false;
    }
    long millis = next.get().timestampMillis();
    if (lastMillis == Long.MIN_VALUE) {
      dueNanos = System.nanoTime();
      lastMillis = millis;
    }
    double waitNanos = Math.max(0, (double) millis - lastMillis) * 1e6 / speed;
    dueNanos += (long) Math.min((double) LONGEST_WAIT_NANOS, waitNanos);
    lastMillis = Math.max(lastMillis, millis);
    return true;
  }

  /** Records of static teachers that came since this was asked last. */
  List<RawRecord> teachers() {
    List<RawRecord> fresh = List.copyOf(teachers);
    teachers.clear();
    return fresh;
  }

  /**
   * Waits until all records were given and dealt with; any thread.
   *
   * @param millis the longest wait
   * @return whether it is so
   * @throws InterruptedException if the waiting thread is interrupted
   */
  public boolean awaitEnd(long millis) throws InterruptedException {
    return over.await(millis, TimeUnit.MILLISECONDS);
  }

  @Override
  public void release(Map<Partition, Long> lowestNeeded) {}

  @Override
  public SourceState state() {
    return PLAYING;
  }

  /** The records are closed by whoever opened them. */
  @Override
  public void close() {}
}
