package io.stillwatch.snapshot;

import java.util.Optional;
import java.util.OptionalDouble;

/**
 * The rows that a measurement rests on.
 *
 * @param lastStep highest step in the window
 * @param epoch epoch of the last row, where given
 * @param pass id of the probe pass that the window is, if it is one
 * @param samples sum of the weights
 * @param rowsPerOccupiedCell rows for every occupied cell of the triple table: below 10 synergy,
 *     joint information and nuisance copying are not estimable; 0 where teacher and student were
 *     sampled apart
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

  /**
   * Whether teacher and student are of the same samples.
   *
   * @return false where no row has both
   */
  public boolean joined() {
    return rowsPerOccupiedCell > 0;
  }

  /** The same where teacher and student were sampled apart, the teacher held out or not. */
  Span apart(boolean teacherHeldOut) {
    return new Span(
        lastStep, epoch, pass, samples, 0, heldOut && teacherHeldOut, lastTimestampMillis);
  }
}
