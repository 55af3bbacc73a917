package io.stillwatch.measure;

import io.stillwatch.interval.Change;
import io.stillwatch.interval.Estimates;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * All estimates of one pair, task and slice over one window.
 *
 * @param id what was measured
 * @param span the rows it rests on
 * @param codebooks fingerprints of the codebooks used
 * @param estimates the numbers
 * @param errors error rates, where both codes are class predictions
 * @param change since the last pass over the same samples, where there was one
 * @param verdict what it means
 */
public record Measurement(
    MeasurementId id,
    Span span,
    Codebooks codebooks,
    Estimates estimates,
    Optional<PredictionErrors> errors,
    Optional<Change> change,
    Verdict verdict) {

  /**
   * The rows that a measurement rests on.
   *
   * @param lastStep highest step in the window
   * @param epoch epoch of the last row, where given
   * @param pass id of the probe pass that the window is, if it is one
   * @param samples sum of the weights
   * @param rowsPerOccupiedCell rows for every occupied cell of the triple table: below 10 synergy,
   *     joint information and nuisance copying are not estimable
   * @param heldOut whether every row was held out
   * @param lastTimestampMillis highest record time in the window, milliseconds since 1970 UTC
   */
  public record Span(
      long lastStep,
      OptionalDouble epoch,
      Optional<String> pass,
      double samples,
      double rowsPerOccupiedCell,
      boolean heldOut,
      long lastTimestampMillis) {

    /**
     * Whether the joint terms can be shown.
     *
     * @return true from 10 rows an occupied cell
     */
    public boolean jointTermsEstimable() {
      return rowsPerOccupiedCell >= 10;
    }
  }

  /**
   * Fingerprints.
   *
   * @param teacher of the teacher's codebook
   * @param student of the student's codebook
   */
  public record Codebooks(String teacher, String student) {}

  /**
   * Rates of wrong predictions, 0 to 1.
   *
   * @param teacher share of samples where the teacher's code is not the label
   * @param inherited share of the teacher's errors that the student makes too; empty without errors
   */
  public record PredictionErrors(double teacher, OptionalDouble inherited) {}
}
