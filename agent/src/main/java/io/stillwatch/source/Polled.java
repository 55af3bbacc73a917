package io.stillwatch.source;

import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;

/**
 * What one poll brought.
 *
 * @param records in order within each partition; may be empty
 * @param behindRecords records in the log that were not read yet, where that is known
 * @param revoked partitions that belong to somebody else now: what was read of them must be
 *     dropped, before {@code records} are looked at
 * @param assigned partitions that are read from now on, and how far they were read before
 */
public record Polled(
    List<RawRecord> records,
    OptionalLong behindRecords,
    Set<Partition> revoked,
    Map<Partition, Progress> assigned) {
  /**
   * What a poll brought from partitions that stay the same.
   *
   * @param records in order within each partition; may be empty
   * @param behindRecords records in the log that were not read yet, where that is known
   */
  public Polled(List<RawRecord> records, OptionalLong behindRecords) {
    this(records, behindRecords, Set.of(), Map.of());
  }

  /**
   * Whether partitions came or went.
   *
   * @return true where {@code revoked} or {@code assigned} holds any
   */
  public boolean changesHands() {
    return !revoked.isEmpty() || !assigned.isEmpty();
  }
}
