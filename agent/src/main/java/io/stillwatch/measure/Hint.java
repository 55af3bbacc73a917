package io.stillwatch.measure;

import java.util.Locale;

/** What was noticed beside the verdict. A hint takes part in no order of precedence. */
public enum Hint {
  /**
   * The student certainly knows far less about the label, whoever taught it, than it once did or
   * than its control does.
   */
  STUDENT_DAMAGED(
      "student damaged", "it knows far less about the label than at its best, or than its control"),
  /**
   * The student came to resemble the teacher, and its share in what the teacher knows about the
   * label did not grow. I(T;S) has no interval, so this is a hint to look and no more.
   */
  COPYING_WITHOUT_REDUNDANCY(
      "copying without redundancy",
      "I(T;S) rises and redundancy does not; I(T;S) has no interval, so this is no more than a"
          + " hint");

  private final String title;
  private final String meaning;

  Hint(String title, String meaning) {
    this.title = title;
    this.meaning = meaning;
  }

  /**
   * The hint as records and metrics spell it.
   *
   * @return the name in lower case
   */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /**
   * The hint for people, with what it is worth.
   *
   * @return a phrase
   */
  public String sentence() {
    return title + ": " + meaning;
  }
}
