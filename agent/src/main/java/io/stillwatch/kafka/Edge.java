package io.stillwatch.kafka;

/** Where a range of a topic begins or ends, in every partition. */
public sealed interface Edge {
  /**
   * At an offset; where the log begins later or ends earlier, there.
   *
   * @param offset the first that belongs to what follows, at least 0
   */
  record Offset(long offset) implements Edge {}

  /**
   * At a time.
   *
   * @param millis the first record of this time or later belongs to what follows; milliseconds
   *     since 1970 UTC
   */
  record Time(long millis) implements Edge {}
}
