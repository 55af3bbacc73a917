package io.stillwatch.summary;

/**
 * What came of a run.
 *
 * @param records that could be decoded and were not refused, events too
 * @param droppedSamples samples that its client says it has lost
 */
public record RunTally(long records, long droppedSamples) {
  /** Nothing came. */
  public static final RunTally NONE = new RunTally(0, 0);

  /**
   * One record more.
   *
   * @param dropped samples that it says were lost
   * @return the sum
   */
  public RunTally with(long dropped) {
    // Clients are strangers: a sum that is too large stays the largest.
    return new RunTally(
        records + 1, droppedSamples + Math.min(dropped, Long.MAX_VALUE - droppedSamples));
  }
}
