package io.stillwatch.snapshot;

import io.stillwatch.table.TableShape;
import io.stillwatch.table.Transitions;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** How the samples of a pass moved since the pass before, while it is counted. Not thread-safe. */
final class Moves {
  /** Where fewer of the samples were there before, the passes are not of one probe set. */
  private static final double LEAST_SHARE = 0.9;

  private final List<Transitions.Entry> entries = new ArrayList<>();
  private int teacherStates = 1;
  private int studentStates = 1;
  private long moved;

  void add(CodedRow before, CodedRow now, long weight) {
    // A sample whose label changed is another sample.
    if (before.label() == now.label() && weight > 0) {
      teacherStates = Math.max(teacherStates, 1 + Math.max(before.teacher(), now.teacher()));
      studentStates = Math.max(studentStates, 1 + Math.max(before.student(), now.student()));
      entries.add(
          new Transitions.Entry(
              now.label(),
              before.teacher(),
              before.student(),
              now.teacher(),
              now.student(),
              weight));
      moved = Math.addExact(moved, weight);
    }
  }

  /** The transitions, if the passes are of one probe set and their table can be measured. */
  Optional<Transitions> transitions(int labels, long total) {
    double cells = (double) labels * teacherStates * studentStates;
    if (moved < LEAST_SHARE * total || cells > PathSettings.MOST_CELLS) {
      return Optional.empty();
    }
    Transitions.Builder builder =
        Transitions.builder(new TableShape(labels, teacherStates, studentStates));
    for (Transitions.Entry move : entries) {
      builder.add(
          move.label(),
          move.teacherBefore(),
          move.studentBefore(),
          move.teacherNow(),
          move.studentNow(),
          move.count());
    }
    return Optional.of(builder.build());
  }
}
