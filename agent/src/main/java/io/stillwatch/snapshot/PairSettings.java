package io.stillwatch.snapshot;

import io.stillwatch.join.Triple;
import io.stillwatch.sample.Representation;
import io.stillwatch.sample.Role;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Which teacher representations are held against which student representations.
 *
 * @param select patterns {@code teacher model/layer>student model/layer} with {@code *} for
 *     anything; where there is none, representations of the same layer, and where no layer is
 *     shared the last of each role
 * @param joint whether all teacher representations that a student representation is held against
 *     are also one source together
 */
public record PairSettings(List<String> select, boolean joint) {
  /** Same layers. */
  public static final PairSettings DEFAULT = new PairSettings(List.of(), false);

  private static final Pattern SELECTION = Pattern.compile("[^>]+/[^>]+>[^>]+/[^>]+");

  /** The patterns are copied. */
  public PairSettings {
    select = List.copyOf(select);
  }

  /**
   * What is wrong with these settings.
   *
   * @return one sentence a problem, beginning with the setting's name; empty where there is none
   */
  public List<String> problems() {
    return select.stream()
        .filter(pattern -> !SELECTION.matcher(pattern).matches())
        .map(
            pattern ->
                "select held '%s'; must be teacher/layer>student/layer, with * for anything"
                    .formatted(pattern))
        .toList();
  }

  /**
   * The pairs of a run, as its first counted row shows them.
   *
   * @return in the order of the teacher's representations, joint ones last
   */
  List<Pair> pairs(Triple first) {
    List<Representation> teachers = first.representations(Role.TEACHER);
    List<Representation> students = first.representations(Role.STUDENT);
    List<Pair> pairs = select.isEmpty() ? sameLayers(teachers, students) : new ArrayList<>();
    for (Representation teacher : teachers) {
      for (Representation student : students) {
        Pair pair = new Pair(teacher.name(), student.name());
        if (select.stream().anyMatch(pattern -> Glob.matches(pattern, pair.toString()))) {
          pairs.add(pair);
        }
      }
    }
    return joint ? withJoint(pairs) : pairs;
  }

  private static List<Pair> sameLayers(
      List<Representation> teachers, List<Representation> students) {
    List<Pair> pairs = new ArrayList<>();
    for (Representation teacher : teachers) {
      for (Representation student : students) {
        if (teacher.layer().equals(student.layer())) {
          pairs.add(new Pair(teacher.name(), student.name()));
        }
      }
    }
    if (pairs.isEmpty()) {
      pairs.add(
          new Pair(
              teachers.get(teachers.size() - 1).name(), students.get(students.size() - 1).name()));
    }
    return pairs;
  }

  private static List<Pair> withJoint(List<Pair> pairs) {
    List<Pair> all = new ArrayList<>(pairs);
    for (String student : pairs.stream().map(Pair::student).distinct().toList()) {
      List<String> teachers =
          pairs.stream()
              .filter(pair -> pair.student().equals(student))
              .flatMap(pair -> pair.teachers().stream())
              .toList();
      if (teachers.size() > 1) {
        all.add(new Pair(teachers, student));
      }
    }
    return all;
  }
}
