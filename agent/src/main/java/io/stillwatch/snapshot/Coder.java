package io.stillwatch.snapshot;

import io.stillwatch.join.Triple;

/**
 * What codes the rows of a view.
 *
 * @param teacher its teacher's side
 * @param student its student's side, of the same view and classes
 */
record Coder(SideCoder teacher, SideCoder student) implements RowCoder {
  View view() {
    return teacher.view();
  }

  Classes labels() {
    return teacher.labels();
  }

  @Override
  public CodedRow coded(Triple row) {
    return new CodedRow(teacher.label(row), teacher.code(row), student.code(row));
  }

  /** The codes of a row that has no label, which takes the place of the first one. */
  CodedRow unlabelled(Triple row) {
    return new CodedRow(0, teacher.code(row), student.code(row));
  }

  /** The same for rows of the pass before. */
  Coder forPassBefore(Coder then) {
    return new Coder(teacher.forPassBefore(then.teacher), student.forPassBefore(then.student));
  }

  Codebooks codebooks() {
    return Codebooks.of(teacher.codebooks(), student.codebooks().get(0));
  }
}
