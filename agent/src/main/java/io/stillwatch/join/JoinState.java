package io.stillwatch.join;

/**
 * Where a joiner stands between two records.
 *
 * @param attempt the attempt that the run is at
 * @param highestStep the newest step so far
 * @param admitted rows with a label so far in this attempt: the next one's ordinal
 * @param unlabelled rows without one so far in this attempt
 */
public record JoinState(int attempt, long highestStep, long admitted, long unlabelled) {
  /** A run that has not begun. */
  public static final JoinState NEW = new JoinState(0, 0, 0, 0);
}
