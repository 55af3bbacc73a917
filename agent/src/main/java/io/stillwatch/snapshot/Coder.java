package io.stillwatch.snapshot;

import io.stillwatch.codebook.Codebook;
import io.stillwatch.join.Triple;
import io.stillwatch.sample.Role;
import io.stillwatch.window.Window;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The codebooks of a view.
 *
 * @param view what they are for
 * @param teachers one for each of the pair's teacher representations
 * @param student for its student representation
 * @param labels the classes of the task
 * @param joint numbers the codes of several teachers together
 */
record Coder(
    View view, List<Codebook> teachers, Codebook student, Classes labels, JointIndex joint) {

  CodedRow coded(Triple row) {
    return new CodedRow(
        labels.indexOf(row.label(view.task()).orElseThrow()),
        teacherCode(row),
        code(student, row, Role.STUDENT, view.pair().student()));
  }

  /** The codes of a row that has no label, which takes the place of the first one. */
  CodedRow unlabelled(Triple row) {
    return new CodedRow(
        0, teacherCode(row), code(student, row, Role.STUDENT, view.pair().student()));
  }

  private int teacherCode(Triple row) {
    List<String> names = view.pair().teachers();
    if (names.size() == 1) {
      return code(teachers.get(0), row, Role.TEACHER, names.get(0));
    }
    List<Integer> codes = new ArrayList<>(names.size());
    for (int i = 0; i < names.size(); i++) {
      codes.add(code(teachers.get(i), row, Role.TEACHER, names.get(i)));
    }
    return joint.indexOf(codes);
  }

  private static int code(Codebook codebook, Triple row, Role role, String name) {
    Triple.Reading reading = row.representation(role, name).orElseThrow();
    return codebook.code(reading.representation().values(), reading.row(), LabelledRows.half(row));
  }

  /** The same with the codebooks that gave way to others at this window, if any did. */
  Optional<Coder> before(RunCodebooks codebooks, Window window) {
    Optional<Codebook> oldStudent = codebooks.replaced(Role.STUDENT, view.pair().student(), window);
    boolean changed = oldStudent.isPresent();
    List<Codebook> oldTeachers = new ArrayList<>(teachers);
    for (int i = 0; i < oldTeachers.size(); i++) {
      var old = codebooks.replaced(Role.TEACHER, view.pair().teachers().get(i), window);
      changed |= old.isPresent();
      oldTeachers.set(i, old.orElse(teachers.get(i)));
    }
    return changed
        ? Optional.of(new Coder(view, oldTeachers, oldStudent.orElse(student), labels, joint))
        : Optional.empty();
  }

  Codebooks codebooks() {
    return Codebooks.of(teachers, student);
  }
}
