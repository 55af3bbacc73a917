package io.stillwatch.codebook;

/** One of two halves of the rows: a readout is never applied to rows that it was fitted on. */
public enum Half {
  /** The one. */
  FIRST,
  /** The other. */
  SECOND;

  /**
   * The half of a row.
   *
   * @param hash of what the row belongs to, its group or its sample, so that a group stays together
   * @return by the highest bit, of which the blocks of a table know nothing
   */
  public static Half of(long hash) {
    return hash < 0 ? SECOND : FIRST;
  }

  /**
   * The half that a row of this one is coded by.
   *
   * @return never this one
   */
  public Half other() {
    return this == FIRST ? SECOND : FIRST;
  }
}
