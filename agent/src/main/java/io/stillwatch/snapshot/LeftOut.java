package io.stillwatch.snapshot;

import java.util.Optional;

/** Why a window of a view has no snapshot. */
final class LeftOut {
  private LeftOut() {}

  /**
   * Why a table cannot, or must not, be decomposed.
   *
   * @param cells the size of the table
   * @param oneLabel whether all its rows have the same label
   */
  static Optional<String> why(MeasurementId id, Classes labels, double cells, boolean oneLabel) {
    if (cells > PathSettings.MOST_CELLS) {
      return Optional.of(
          "the table of %s had %.0f cells; must be at most %d: use fewer labels or codes"
              .formatted(id.text(), cells, PathSettings.MOST_CELLS));
    }
    return !id.slice().equals(View.ALL) && labels.size() > 1 && oneLabel
        ? Optional.of(
            ("every row of slice %s has the same %s in a window: it tells the label, so there is"
                    + " nothing to decompose in it")
                .formatted(id.slice(), id.task()))
        : Optional.empty();
  }
}
