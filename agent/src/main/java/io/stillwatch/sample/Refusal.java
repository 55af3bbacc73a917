package io.stillwatch.sample;

import java.util.Locale;

/** Why a record as a whole was refused. The names are part of the metrics' contract. */
public enum Refusal {
  /** No bytes at all. */
  EMPTY,
  /** Not well-formed JSON or CBOR, or trailing junk. */
  MALFORMED,
  /** Larger, longer or deeper than the decoder's limits. */
  TOO_LARGE,
  /** A content type that is not ours. */
  CONTENT_TYPE,
  /** A major version that we do not know. */
  VERSION,
  /** A required field is absent. */
  MISSING_FIELD,
  /** A field has the wrong type or an impossible value. */
  INVALID_FIELD,
  /** One object names a field twice. */
  DUPLICATE_FIELD,
  /** Activations, labels and ids disagree about the number of rows. */
  ROW_MISMATCH,
  /** A shape that does not match its data. */
  SHAPE_MISMATCH,
  /**
   * NaN, an infinity or an overflow in a place that has no row to lose, or in over half the rows.
   */
  NOT_FINITE,
  /** The record's key is not the run's id. */
  KEY_MISMATCH,
  /** A representation changed its dimension or kind within the run. */
  REPRESENTATION_CHANGED,
  /** The labels of a task changed their type within the run. */
  LABELS_CHANGED,
  /** Rows lack the groups that others of the run have, or have them where others do not. */
  GROUPS_CHANGED,
  /** The centres that the settings supply for a layer have another dimension than its rows. */
  CODEBOOK_MISMATCH,
  /** The limit on runs is reached. */
  RUN_LIMIT,
  /** The agent itself failed on the record: a bug, which its log tells. */
  FAILURE;

  /**
   * The reason as metrics and dead letters spell it.
   *
   * @return the name in lower case
   */
  public String reason() {
    return name().toLowerCase(Locale.ROOT);
  }
}
