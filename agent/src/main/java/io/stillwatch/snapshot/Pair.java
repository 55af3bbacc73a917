package io.stillwatch.snapshot;

import io.stillwatch.sample.Representation;
import io.stillwatch.sample.Role;
import io.stillwatch.sample.SampleBatch;
import java.util.ArrayList;
import java.util.List;

/**
 * One teacher representation against one student representation.
 *
 * @param teacher {@code model/layer} of the teacher
 * @param student {@code model/layer} of the student
 */
public record Pair(String teacher, String student) {
  /**
   * The pairs of a batch: representations of the same layer; where no layer is shared, the last of
   * each role.
   *
   * @param batch a batch with both roles
   * @return at least one pair, in the order of the teacher's representations
   */
  public static List<Pair> of(SampleBatch batch) {
    List<Representation> teachers = ofRole(batch, Role.TEACHER);
    List<Representation> students = ofRole(batch, Role.STUDENT);
    List<Pair> pairs = new ArrayList<>();
    for (Representation teacher : teachers) {
      for (Representation student : students) {
        if (teacher.layer().equals(student.layer())) {
          pairs.add(new Pair(teacher.name(), student.name()));
        }
      }
    }
    if (pairs.isEmpty()) {
      Representation teacher = teachers.get(teachers.size() - 1);
      Representation student = students.get(students.size() - 1);
      pairs.add(new Pair(teacher.name(), student.name()));
    }
    return pairs;
  }

  private static List<Representation> ofRole(SampleBatch batch, Role role) {
    return batch.activations().stream().filter(a -> a.role() == role).toList();
  }

  @Override
  public String toString() {
    return teacher + ">" + student;
  }
}
