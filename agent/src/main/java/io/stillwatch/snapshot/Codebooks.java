package io.stillwatch.snapshot;

import io.stillwatch.codebook.Codebook;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The codebooks that a table rests on.
 *
 * @param teacher fingerprint of the teacher's codebook
 * @param student fingerprint of the student's codebook
 * @param ceilingNats ln K for the smaller of the two: no information can be larger; empty where the
 *     user gives the codes
 * @param teacherHealth of a layer of vectors, over a window that shares no row with the one before
 * @param studentHealth likewise
 */
public record Codebooks(
    String teacher,
    String student,
    OptionalDouble ceilingNats,
    Optional<CodebookHealth> teacherHealth,
    Optional<CodebookHealth> studentHealth) {
  /**
   * Codebooks of whose health nothing is known.
   *
   * @param teacher fingerprint of the teacher's codebook
   * @param student fingerprint of the student's codebook
   * @param ceilingNats ln K for the smaller of the two
   */
  public Codebooks(String teacher, String student, OptionalDouble ceilingNats) {
    this(teacher, student, ceilingNats, Optional.empty(), Optional.empty());
  }

  static Codebooks of(List<Codebook> teachers, Codebook student) {
    return new Codebooks(
        teachers.stream().map(Codebook::fingerprint).collect(Collectors.joining("+")),
        student.fingerprint(),
        Stream.of(together(teachers), ceiling(student))
            .flatMapToDouble(OptionalDouble::stream)
            .min());
  }

  Codebooks with(Optional<CodebookHealth> ofTeacher, Optional<CodebookHealth> ofStudent) {
    return new Codebooks(teacher, student, ceilingNats, ofTeacher, ofStudent);
  }

  /** What several codebooks can hold together: the sum, unless one of them has no limit. */
  private static OptionalDouble together(List<Codebook> codebooks) {
    double sum = 0;
    for (Codebook codebook : codebooks) {
      if (ceiling(codebook).isEmpty()) {
        return OptionalDouble.empty();
      }
      sum += ceiling(codebook).getAsDouble();
    }
    return OptionalDouble.of(sum);
  }

  private static OptionalDouble ceiling(Codebook codebook) {
    return codebook.codes().stream().mapToDouble(StrictMath::log).findFirst();
  }
}
