package io.stillwatch.snapshot;

import io.stillwatch.sample.Attempt;

/**
 * What a measurement is of. Holds no offset and no clock, so that a replay gives the same.
 *
 * @param attempt run and attempt
 * @param pair {@code teacher model/layer>student model/layer}
 * @param task the label column
 * @param slice the slice, {@code all} for every row
 * @param hop the ordinal of the window in its attempt, from 0
 */
public record MeasurementId(Attempt attempt, String pair, String task, String slice, long hop) {

  /**
   * The id as one word for records: the parts in order, joined by {@code |}.
   *
   * @return unique among measurements: {@code %} and {@code |} inside a part are percent-encoded
   */
  public String text() {
    return String.join(
        "|",
        escaped(attempt.run()),
        Integer.toString(attempt.number()),
        escaped(pair),
        escaped(task),
        escaped(slice),
        Long.toString(hop));
  }

  private static String escaped(String part) {
    return part.replace("%", "%25").replace("|", "%7C");
  }
}
