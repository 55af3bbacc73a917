package io.stillwatch.sample;

import java.util.Locale;

/**
 * What became of a refused record on its way to the dead letters. The names are part of the
 * metrics' contract.
 */
public enum DeadLetterOutcome {
  /** The dead-letter topic has it. */
  SENT,
  /** Beyond the rate that is allowed. */
  RATE_LIMITED,
  /** The topic could not be reached or would not take it, or too much was waiting for it. */
  FAILED;

  /**
   * The outcome as metrics spell it.
   *
   * @return the name in lower case
   */
  public String outcome() {
    return name().toLowerCase(Locale.ROOT);
  }
}
