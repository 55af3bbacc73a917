package io.stillwatch.snapshot;

import io.stillwatch.codebook.Codebook;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
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

  static Codebooks of(Codebook teacher, Codebook student) {
    return new Codebooks(
        teacher.fingerprint(),
        student.fingerprint(),
        Stream.of(teacher.codes(), student.codes())
            .flatMapToInt(OptionalInt::stream)
            .mapToDouble(StrictMath::log)
            .min());
  }

  Codebooks with(Optional<CodebookHealth> ofTeacher, Optional<CodebookHealth> ofStudent) {
    return new Codebooks(teacher, student, ceilingNats, ofTeacher, ofStudent);
  }
}
