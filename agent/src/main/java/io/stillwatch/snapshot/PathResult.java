package io.stillwatch.snapshot;

import io.stillwatch.join.SampleJoiner;
import io.stillwatch.sample.RowOutcome;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What came of one record on the ordered path.
 *
 * @param objection why the record was refused as a whole, if it was
 * @param rows outcomes of its role-rows; empty where it was refused
 * @param conflictingLabels samples that came with two different labels for one task; the first won
 * @param snapshots of the windows that it filled, in order
 * @param rates of slices of those windows that are defined through the label, in order
 * @param leftOut why pairs of those windows have no snapshot, one sentence each
 */
public record PathResult(
    Optional<SampleJoiner.Objection> objection,
    Map<RowOutcome, Long> rows,
    long conflictingLabels,
    List<Snapshot> snapshots,
    List<SliceErrors> rates,
    List<String> leftOut) {}
