package io.stillwatch.measure;

import io.stillwatch.interval.Change;
import io.stillwatch.interval.Estimates;
import io.stillwatch.measure.Measurement.PredictionErrors;
import io.stillwatch.snapshot.Snapshot;
import java.util.Optional;

/**
 * What a snapshot says by itself: a measurement but for its verdict, which also remembers the
 * snapshots before it.
 *
 * @param snapshot what was measured
 * @param reference the P(y) at which it was measured
 * @param estimates the numbers
 * @param allRows what is said of all rows, where some have no label
 * @param errors error rates, where both codes are class predictions
 * @param change since the last pass over the same samples, where there was one
 * @param overlap what the window says by the codebooks before, where one was fitted again
 */
public record Finding(
    Snapshot snapshot,
    Reference reference,
    Estimates estimates,
    Optional<AllRows> allRows,
    Optional<PredictionErrors> errors,
    Optional<Change> change,
    Optional<Measurement.Overlap> overlap) {}
