package io.stillwatch.snapshot;

import io.stillwatch.sample.Role;
import java.util.List;

/**
 * Teacher representations against one student representation. Several of them are one source, which
 * knows what they know together.
 *
 * @param teachers {@code model/layer} of the teacher, one or more
 * @param student {@code model/layer} of the student
 */
public record Pair(List<String> teachers, String student) {
  /** One teacher representation against one student representation. */
  Pair(String teacher, String student) {
    this(List.of(teacher), student);
  }

  /** The representations of one role. */
  List<String> names(Role role) {
    return role == Role.TEACHER ? teachers : List.of(student);
  }

  @Override
  public String toString() {
    return String.join("+", teachers) + ">" + student;
  }
}
