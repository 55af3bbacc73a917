package io.stillwatch.snapshot;

import io.stillwatch.join.Triple;
import io.stillwatch.sample.Role;

/**
 * What is measured of a run at a hop: one pair, task and slice.
 *
 * @param pair the representations
 * @param task the label column
 * @param slice the slice; {@link #ALL} for every row
 */
record View(Pair pair, String task, String slice) {
  /** Every row, whatever its slice. */
  static final String ALL = "all";

  /** Whether a row belongs here: it has both roles, a label, and is of the slice. */
  boolean holds(Triple row) {
    return row.label(task).isPresent() && isOfPair(row);
  }

  /** Whether a row would belong here if it had a label. */
  boolean lacksLabel(Triple row) {
    return row.label(task).isEmpty() && isOfPair(row);
  }

  private boolean isOfPair(Triple row) {
    return (slice.equals(ALL) || row.slice().map(slice::equals).orElse(false))
        && row.representation(Role.STUDENT, pair.student()).isPresent()
        && pair.teachers().stream()
            .allMatch(name -> row.representation(Role.TEACHER, name).isPresent());
  }
}
