package io.stillwatch.snapshot;

import io.stillwatch.join.Triple;
import io.stillwatch.sample.Attempt;
import io.stillwatch.sample.Role;
import io.stillwatch.window.Window;

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
    return holds(row, Role.TEACHER) && holds(row, Role.STUDENT);
  }

  /** Whether a row belongs to one side of this: it has the role, a label, and is of the slice. */
  boolean holds(Triple row, Role role) {
    return row.label(task).isPresent() && isOf(row, role);
  }

  /** Whether a row would belong here if it had a label. */
  boolean lacksLabel(Triple row) {
    return row.label(task).isEmpty() && isOf(row, Role.TEACHER) && isOf(row, Role.STUDENT);
  }

  private boolean isOf(Triple row, Role role) {
    if (!slice.equals(ALL) && !row.slice().map(slice::equals).orElse(false)) {
      return false;
    }
    if (role == Role.STUDENT) {
      return row.has(role, pair.student());
    }
    for (String name : pair.teachers()) {
      if (!row.has(role, name)) {
        return false;
      }
    }
    return true;
  }

  MeasurementId id(Attempt attempt, Window window) {
    return new MeasurementId(attempt, pair.toString(), task, slice, window.hop());
  }
}
