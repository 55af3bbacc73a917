package io.stillwatch.sample;

import java.util.Locale;

/**
 * What became of a role-row of a decoded record. Every role-row has exactly one outcome. The names
 * are part of the metrics' contract.
 */
public enum RowOutcome {
  /** In a window. */
  COUNTED,
  /** No label for any task. */
  UNLABELLED,
  /** The sample was there already. */
  DUPLICATE,
  /** Of an attempt, step or pass that is over. */
  LATE,
  /** Teacher, student or label never came. */
  UNMATCHED,
  /** Beyond a limit of its run. */
  OVER_LIMIT,
  /** NaN or an infinity in the row. */
  NOT_FINITE,
  /** Waiting for its counterpart. */
  PENDING;

  /**
   * The outcome as metrics spell it.
   *
   * @return the name in lower case
   */
  public String outcome() {
    return name().toLowerCase(Locale.ROOT);
  }
}
