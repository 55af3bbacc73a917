package io.stillwatch.measure;

import io.stillwatch.measure.VerdictMemory.Peak;
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
 * @param looks how many measurements were judged
 * @param recent the newest points, oldest first
 * @param best the point of highest redundancy; empty where nothing was judged
 * @param studentPeak the highest I(Y;S); empty where nothing was judged
 * @param last the verdict so far
 * @param standing the last verdict that said something about the distillation
 * @param calm the last of these that is no alarm
 * @param hints what was noticed beside the verdict
 */
public record VerdictState(
    String pair,
    String task,
    String slice,
    boolean isPass,
    int attempt,
    Reference reference,
    long looks,
    List<Point> recent,
    List<Point> best,
    List<Peak> studentPeak,
    Verdict last,
    Verdict standing,
    Verdict calm,
    List<Hint> hints) {
  /** What is remembered of a view, for somebody else to go on with. */
  static VerdictState of(View view, int attempt, Reference reference, VerdictMemory memory) {
    return new VerdictState(
        view.pair(),
        view.task(),
        view.slice(),
        view.isPass(),
        attempt,
        reference,
        memory.looks(),
        memory.recent(),
        memory.best().stream().toList(),
        memory.studentPeak().stream().toList(),
        memory.last(),
        memory.standing(),
        memory.calm(),
        memory.hints());
  }

  /** The memory that this is the state of. */
  VerdictMemory memory() {
    return new VerdictMemory(
        looks,
        recent,
        best.stream().findFirst(),
        studentPeak.stream().findFirst(),
        last,
        standing,
        calm,
        hints);
  }

  /** One thing that is judged. */
  record View(String run, String pair, String task, String slice, boolean isPass) {}
}
