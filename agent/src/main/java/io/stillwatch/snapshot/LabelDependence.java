package io.stillwatch.snapshot;

import java.util.Locale;

/** How a slice is known to be defined through the label. */
public enum LabelDependence {
  /** The settings name it. */
  DECLARED("slice %s is declared as label-dependent"),
  /** All its rows have one label in a window. */
  ONE_LABEL("every row of slice %s has the same label in a window"),
  /** The teacher's prediction is wrong on every row of it, though elsewhere it is right. */
  TEACHER_WRONG("the teacher is wrong on every row of slice %s, and elsewhere it is not"),
  /** The student's prediction is wrong on every row of it, and tells the label all the same. */
  STUDENT_WRONG(
      "the student is wrong on every row of slice %s, and its answers tell the label all the same");

  private final String sentence;

  LabelDependence(String sentence) {
    this.sentence = sentence;
  }

  /**
   * The reason as JSON spells it.
   *
   * @return the name in lower case
   */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** For people: what was seen, and what is served of the slice. */
  String sentence(View view, boolean hasRates) {
    return sentence.formatted(view.slice())
        + " (task %s): it tells the label, so there is nothing to decompose in it; "
            .formatted(view.task())
        + (hasRates
            ? "its error rates are served"
            : "error rates want class scores of both and integer labels");
  }
}
