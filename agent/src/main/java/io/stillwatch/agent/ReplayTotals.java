package io.stillwatch.agent;

import io.stillwatch.sample.Refusal;
import io.stillwatch.sample.RowOutcome;
import io.stillwatch.summary.RunTally;
import java.util.List;
import java.util.Map;

/**
 * What became of every record and row of a replay. Records = decoded + the refused; role-rows = the
 * sum by outcome.
 *
 * @param records records that were taken, without those of static teachers
 * @param decoded records that could be decoded and were not refused
 * @param refused records by the reason for which they were refused
 * @param roleRows rows of decoded records times their roles
 * @param rows role-rows by what became of them, those still pending too
 * @param conflictingLabels samples that came with two different labels for one task
 * @param lines measurements, and rates of slices that are defined through the label
 * @param runs what came of runs, in the order of their first records; of the first thousand
 * @param leftOut why pairs of windows were not measured, each sentence once
 */
public record ReplayTotals(
    long records,
    long decoded,
    Map<Refusal, Long> refused,
    long roleRows,
    Map<RowOutcome, Long> rows,
    long conflictingLabels,
    long lines,
    Map<String, RunTally> runs,
    List<String> leftOut) {}
