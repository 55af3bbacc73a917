package io.stillwatch.measure;

import io.stillwatch.interval.Change;
import io.stillwatch.interval.Estimates;
import io.stillwatch.pid.Decomposition;
import io.stillwatch.sample.Attempt;
import io.stillwatch.snapshot.Codebooks;
import io.stillwatch.snapshot.MeasurementId;
import io.stillwatch.snapshot.Snapshot.Apart;
import io.stillwatch.snapshot.Span;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Stream;

/**
 * All estimates of one pair, task and slice over one window.
 *
 * @param id what was measured
 * @param span the rows it rests on
 * @param codebooks fingerprints of the codebooks used
 * @param reference the P(y) that all numbers are at
 * @param estimates the numbers
 * @param gapByClass the corrected gap by class of the window, those that contribute most first
 * @param allRows what is said of all rows, where some have no label
 * @param errors error rates, where both codes are class predictions
 * @param change since the last pass over the same samples, where there was one
 * @param overControl what the run has over the control that it named, if it named one
 * @param verdict what it means
 * @param hints what was noticed beside the verdict, each once
 * @param overlap what the window says by the codebooks before, where one was fitted again
 * @param apart the teacher's sample, where it was taken apart from the student's; then what depends
 *     on how they pair up, I(Y;T,S), I(T;S), I(T;S|Y) and synergy, is not known
 */
public record Measurement(
    MeasurementId id,
    Span span,
    Codebooks codebooks,
    Reference reference,
    Estimates estimates,
    List<ClassGap> gapByClass,
    Optional<AllRows> allRows,
    Optional<PredictionErrors> errors,
    Optional<Change> change,
    Optional<OverControl> overControl,
    Verdict verdict,
    List<Hint> hints,
    Optional<Overlap> overlap,
    Optional<Apart> apart) {

  /**
   * The same window by the codebooks before. What it differs by from the plug-in estimates is no
   * learning, but the change of codebook.
   *
   * @param codebooks those before
   * @param plugin the exact values of the window's table by them
   */
  public record Overlap(Codebooks codebooks, Decomposition plugin) {}

  /**
   * Rates of wrong predictions, 0 to 1.
   *
   * @param teacher share of samples where the teacher's code is not the label
   * @param inherited share of the teacher's errors that the student makes too; empty without errors
   */
  public record PredictionErrors(double teacher, OptionalDouble inherited) {}

  /**
   * The same of a run of another name, where one run is shown several times.
   *
   * @param run the name
   * @return a new measurement
   */
  public Measurement ofRun(String run) {
    Attempt attempt = new Attempt(run, id.attempt().number());
    return new Measurement(
        new MeasurementId(attempt, id.pair(), id.task(), id.slice(), id.hop()),
        span,
        codebooks,
        reference,
        estimates,
        gapByClass,
        allRows,
        errors,
        change,
        overControl,
        verdict,
        hints,
        overlap,
        apart);
  }

  /**
   * The same, compared with a control.
   *
   * @param over what the run has over it
   * @return a new measurement
   */
  public Measurement with(OverControl over) {
    return new Measurement(
        id,
        span,
        codebooks,
        reference,
        estimates,
        gapByClass,
        allRows,
        errors,
        change,
        Optional.of(over),
        verdict,
        hints(over),
        overlap,
        apart);
  }

  private List<Hint> hints(OverControl over) {
    double entropy = estimates.corrected().labelEntropy();
    return hints.contains(Hint.STUDENT_DAMAGED) || !Hints.isDamaged(over, entropy)
        ? hints
        : Stream.concat(Stream.of(Hint.STUDENT_DAMAGED), hints.stream()).toList();
  }
}
