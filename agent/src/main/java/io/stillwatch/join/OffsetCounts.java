package io.stillwatch.join;

import java.util.OptionalLong;
import java.util.TreeMap;

/** How many things still need each record of a partition. Not thread-safe. */
public final class OffsetCounts {
  private final TreeMap<Long, Integer> counts = new TreeMap<>();

  /**
   * One more thing needs a record.
   *
   * @param offset the record's offset
   */
  public void add(long offset) {
    counts.merge(offset, 1, Integer::sum);
  }

  /**
   * One thing no longer needs a record that it needed.
   *
   * @param offset the record's offset
   */
  public void remove(long offset) {
    counts.computeIfPresent(offset, (key, count) -> count == 1 ? null : count - 1);
  }

  /** Nothing needs any record. */
  public void clear() {
    counts.clear();
  }

  /**
   * The lowest offset that is needed.
   *
   * @return empty where none is
   */
  public OptionalLong first() {
    return counts.isEmpty() ? OptionalLong.empty() : OptionalLong.of(counts.firstKey());
  }
}
