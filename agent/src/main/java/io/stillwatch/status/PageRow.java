package io.stillwatch.status;

/**
 * One line of the page: one measurement, as people read it. The texts are shown as they are;
 * whatever they hold is escaped.
 *
 * @param run the run's id
 * @param pair the two layers
 * @param task the label column
 * @param slice the slice
 * @param step the last training step
 * @param samples what the numbers rest on
 * @param redundancy distilled knowledge, with unit or interval as wanted
 * @param gap knowledge left to distil
 * @param gapByClass the classes that contribute most to the gap, each with its part
 * @param distilledRatio the share that is distilled; empty where it is not defined
 * @param overControl what the run has over its control, or why that cannot be said; empty where it
 *     names none
 * @param verdict the verdict's word
 * @param hints what was noticed beside it, with what it is worth; empty where nothing was
 */
public record PageRow(
    String run,
    String pair,
    String task,
    String slice,
    String step,
    String samples,
    String redundancy,
    String gap,
    String gapByClass,
    String distilledRatio,
    String overControl,
    String verdict,
    String hints) {}
