package io.stillwatch.measure;

import io.stillwatch.measure.VerdictMemory.Point;
import java.util.List;

/**
 * What verdicts remember of one view of a run, between two measurements.
 *
 * @param pair the two layers
 * @param task the label column
 * @param slice the slice
 * @param isPass whether it is of probe passes
 * @param attempt the attempt that it is of
 * @param reference the P(y) of the newest measurement
 * @param recent the newest points, oldest first
 * @param best the point of highest redundancy; empty where nothing was judged
 * @param last the verdict so far
 * @param standing the last verdict that said something about the distillation
 */
public record VerdictState(
    String pair,
    String task,
    String slice,
    boolean isPass,
    int attempt,
    Reference reference,
    List<Point> recent,
    List<Point> best,
    Verdict last,
    Verdict standing) {}
