package io.stillwatch.sample;

import java.util.Locale;

/** What is found and kept in a topic of its own. The names are part of the metrics' contract. */
public enum ResultKind {
  /** What the ordered path leaves of a window. */
  SNAPSHOTS,
  /** What was measured of it, or the rates in its place. */
  MEASUREMENTS;

  /**
   * The kind as metrics spell it.
   *
   * @return the name in lower case
   */
  public String kind() {
    return name().toLowerCase(Locale.ROOT);
  }
}
