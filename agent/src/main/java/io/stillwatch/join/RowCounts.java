package io.stillwatch.join;

import io.stillwatch.sample.RowOutcome;
import java.util.EnumMap;
import java.util.Map;

/**
 * How many role-rows had which outcome, and how many labels contradicted another. Not thread-safe.
 */
public final class RowCounts {
  private final EnumMap<RowOutcome, Long> counts = new EnumMap<>(RowOutcome.class);
  private long conflictingLabels;

  /**
   * Counts role-rows.
   *
   * @param outcome what became of them
   * @param roleRows how many; of {@link RowOutcome#PENDING} the change, of either sign
   */
  public void add(RowOutcome outcome, long roleRows) {
    if (roleRows > 0 || (outcome == RowOutcome.PENDING && roleRows != 0)) {
      counts.merge(outcome, roleRows, Long::sum);
    }
  }

  /** Counts a sample that came with two labels for one task. */
  void addConflictingLabels() {
    conflictingLabels++;
  }

  /**
   * Samples that came with two different labels for one task; the first won.
   *
   * @return how many so far; no outcome of their own
   */
  public long conflictingLabels() {
    return conflictingLabels;
  }

  /**
   * The counts so far.
   *
   * @return only outcomes that occurred
   */
  public Map<RowOutcome, Long> byOutcome() {
    return Map.copyOf(counts);
  }
}
