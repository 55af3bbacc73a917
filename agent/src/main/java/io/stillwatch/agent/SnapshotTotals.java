package io.stillwatch.agent;

import java.util.List;

/**
 * What became of every record of a replay of snapshots. Records = snapshots + older + refused.
 *
 * @param records records that were taken, without those of static teachers
 * @param snapshots the newest of each key
 * @param older those that a newer one or a tombstone took the place of, and tombstones
 * @param refused records that hold no snapshot of this version under its own key
 * @param lines measurements, of all settings together
 * @param unmeasured snapshots that could not be measured, likewise
 * @param refusals why and where, for the first of them
 */
public record SnapshotTotals(
    long records,
    long snapshots,
    long older,
    long refused,
    long lines,
    long unmeasured,
    List<String> refusals) {}
