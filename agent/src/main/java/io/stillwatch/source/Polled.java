package io.stillwatch.source;

import java.util.List;
import java.util.OptionalLong;
import java.util.Set;

/**
 * What one poll brought.
 *
 * @param records in order within each partition; may be empty
 * @param behindRecords records in the log that were not read yet, where that is known
 * @param revoked partitions that belong to somebody else now: what was read of them must be
 *     dropped, before {@code records} are looked at
 */
public record Polled(List<RawRecord> records, OptionalLong behindRecords, Set<Partition> revoked) {}
