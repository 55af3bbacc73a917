package io.stillwatch.snapshot;

/**
 * What is served, in place of a snapshot, of a slice that is defined through the label, where both
 * codes are class predictions. Information is blind to relabelling: a binary answer that is wrong
 * on every row would be full knowledge (METHOD.md fact 7). Rates are not.
 *
 * @param id what was counted
 * @param span the rows it rests on
 * @param dependence how the slice is known to be defined through the label
 * @param errors of its rows, each by its own weight: a reference P(y) has no say in it
 */
public record SliceErrors(
    MeasurementId id, Span span, LabelDependence dependence, ErrorCounts errors) {}
