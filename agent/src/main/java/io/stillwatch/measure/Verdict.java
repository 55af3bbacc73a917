package io.stillwatch.measure;

import java.util.Locale;

/** What a measurement says about its distillation; in the order of precedence. */
public enum Verdict {
  /** Too early to say anything. */
  WARMING,
  /** The interval is too wide, or the codes too few, to see the distillation. */
  BLIND,
  /** The teacher knows next to nothing about the label. */
  NOTHING_TO_TRANSFER,
  /** The student has taken over at least 95 % of what the teacher knows. */
  DONE,
  /** The student has certainly lost what it had. */
  REGRESSING,
  /** Progress over the horizon is certainly too small to matter. */
  STALLED,
  /** Progress over the horizon is certain. */
  DISTILLING;

  /**
   * Whether somebody acts on it. Such a verdict is raised falsely at most once in 1,000 hops, and
   * stands no longer than intervals agree.
   *
   * @return true of {@link #DONE}, {@link #REGRESSING} and {@link #STALLED}
   */
  public boolean isAlarm() {
    return this == DONE || this == REGRESSING || this == STALLED;
  }

  /**
   * The verdict as records and metrics spell it.
   *
   * @return the name in lower case
   */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
