package io.stillwatch.source;

import java.util.Map;

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
   * Whether the log can be read; any thread.
   *
   * @return with a sentence for people
   */
  SourceState state();

  @Override
  void close();
}
