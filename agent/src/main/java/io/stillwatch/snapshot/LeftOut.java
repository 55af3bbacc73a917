package io.stillwatch.snapshot;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Why a window of a view has no snapshot. */
final class LeftOut {
  private LeftOut() {}

  /**
   * Whether a table is larger than what is measured.
   *
   * @param cells labels x teacher codes x student codes
   */
  static Optional<String> tooLarge(MeasurementId id, double cells) {
    return cells > PathSettings.MOST_CELLS
        ? Optional.of(
            "the table of %s had %.0f cells; must be at most %d: use fewer labels or codes"
                .formatted(id.text(), cells, PathSettings.MOST_CELLS))
        : Optional.empty();
  }

  /** Whether two samples that were taken apart cannot be read at one mix of labels. */
  static Optional<String> nothingInCommon(
      MeasurementId id, List<Snapshot.Cell> teacher, List<Snapshot.Cell> student) {
    Set<Integer> labels = student.stream().map(Snapshot.Cell::label).collect(Collectors.toSet());
    return teacher.stream().map(Snapshot.Cell::label).anyMatch(labels::contains)
        ? Optional.empty()
        : Optional.of(
            "teacher and student of %s had no label in common; must have at least one"
                .formatted(id.text()));
  }
}
