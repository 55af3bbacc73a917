package io.stillwatch.snapshot;

/**
 * A sample as three small integers.
 *
 * @param label index of its label
 * @param teacher the teacher's code
 * @param student the student's code
 */
record CodedRow(int label, int teacher, int student) implements Comparable<CodedRow> {
  @Override
  public int compareTo(CodedRow other) {
    int byLabel = Integer.compare(label, other.label);
    if (byLabel != 0) {
      return byLabel;
    }
    int byTeacher = Integer.compare(teacher, other.teacher);
    return byTeacher != 0 ? byTeacher : Integer.compare(student, other.student);
  }
}
