package io.stillwatch.source;

import java.util.Map;

/** A log to read from. All methods are called on the agent's ordered thread, except where said. */
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
   * @param lowestNeeded for each partition the lowest offset that is still needed
   */
  void release(Map<Partition, Long> lowestNeeded);

  /**
   * Whether the log can be read; any thread.
   *
   * @return with a sentence for people
   */
  SourceState state();

  @Override
  void close();
}
