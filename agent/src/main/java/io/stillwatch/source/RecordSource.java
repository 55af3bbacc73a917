package io.stillwatch.source;

import java.util.Map;
import java.util.Set;

/** A log to read from. All methods are called by one thread at a time, except where said. */
public interface RecordSource extends AutoCloseable {
  /**
   * Waits for records. Never throws because the log is away: it says so by {@link #state()} and
   * tries again at the next call.
   *
   * @param timeoutMillis the longest wait
   * @return what came
   */
  Polled poll(long timeoutMillis);

  /** Who is told before partitions go to somebody else. */
  interface Parting {
    /** Nobody has begun with anything. */
    Parting NOBODY =
        new Parting() {
          @Override
          public Map<Partition, Progress> from(Set<Partition> going) {
            return Map.of();
          }

          @Override
          public void tooLateFor(Set<Partition> gone) {}
        };

    /**
     * Makes an end of partitions; they go once this returns. Called within a poll and on its
     * thread.
     *
     * @param going partitions that somebody else is to read
     * @return how far they were read, and what is still needed of them, as far as that is safe
     */
    Map<Partition, Progress> from(Set<Partition> going);

    /**
     * Partitions are gone before an end could be made of them: from now on nothing must be written
     * for them. Any thread.
     *
     * @param gone partitions that somebody else reads
     */
    void tooLateFor(Set<Partition> gone);
  }

  /**
   * The same, of a log whose partitions may go to somebody else: what the parting returns is
   * released before they do. Of partitions that are gone already it is not told.
   *
   * @param timeoutMillis the longest wait
   * @param parting is told
   * @return what came
   */
  default Polled poll(long timeoutMillis, Parting parting) {
    return poll(timeoutMillis);
  }

  /**
   * Says which records will not be needed again.
   *
   * @param progress for each partition how far it was read, and what is still needed of it
   */
  void release(Map<Partition, Progress> progress);

  /**
   * The same for the last time: waits for a moment until it is said.
   *
   * @param progress for each partition how far it was read, and what is still needed of it
   */
  default void releaseLast(Map<Partition, Progress> progress) {
    release(progress);
  }

  /**
   * What was released and is known by whoever comes next: nothing before it is read again.
   *
   * @return of partitions that are read here; none where nobody comes next
   */
  default Map<Partition, Progress> released() {
    return Map.of();
  }

  /**
   * Whether the log can be read; any thread.
   *
   * @return with a sentence for people
   */
  SourceState state();

  @Override
  void close();
}
