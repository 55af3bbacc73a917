package io.stillwatch.cli;

import io.stillwatch.npy.NpyException;
import io.stillwatch.npy.NpyFile;
import io.stillwatch.sample.Attempt;
import io.stillwatch.sample.Key;
import io.stillwatch.sample.Moment;
import io.stillwatch.sample.PassPart;
import io.stillwatch.sample.Representation.Kind;
import io.stillwatch.sample.Role;
import io.stillwatch.sample.Rows;
import io.stillwatch.sample.SampleBatch;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.IntStream;
import picocli.CommandLine.Option;

/** The files that {@code measure} is given, as one complete batch that is a whole probe pass. */
final class MeasuredArrays {
  private static final String NAME = "measure";

  /** What one record may have, whatever way it comes. */
  private static final int MOST_ROWS = 1_000_000;

  @Option(
      names = "--teacher",
      required = true,
      paramLabel = "FILE",
      description = "What the teacher said: vectors, class scores or codes, a row a sample.")
  private Path teacher;

  @Option(
      names = "--student",
      required = true,
      paramLabel = "FILE",
      description = "What the student said about the same samples, in the same order.")
  private Path student;

  @Option(
      names = "--labels",
      required = true,
      paramLabel = "FILE",
      description = "The samples' labels: integers, or floats of which each is one or NaN.")
  private Path labels;

  @Option(
      names = "--groups",
      paramLabel = "FILE",
      description = "What rows belong to that are not independent: integers, one a row.")
  private Optional<Path> groups = Optional.empty();

  @Option(
      names = "--weights",
      paramLabel = "FILE",
      description = "The samples' weights, 0 to 1048576, one a row.")
  private Optional<Path> weights = Optional.empty();

  @Option(
      names = "--teacher-kind",
      paramLabel = "KIND",
      converter = KindConverter.class,
      description = {
        "How rows become codes (vectors for floats, codes for integers):",
        "  vectors  unit length, principal components, k-means",
        "  scores   the place of the largest",
        "  codes    as they are, 0 to 4095"
      })
  private Optional<Kind> teacherKind = Optional.empty();

  @Option(
      names = "--student-kind",
      paramLabel = "KIND",
      converter = KindConverter.class,
      description = "The same for the student.")
  private Optional<Kind> studentKind = Optional.empty();

  @Option(
      names = "--layer",
      paramLabel = "NAME",
      description = {
        "The layer's name in the result (${DEFAULT-VALUE}).",
        "It seeds k-means, as in a run: under another name the starts differ."
      })
  private String layer = "layer";

  /**
   * Reads the files. Their numbers of rows are compared before any numbers are read.
   *
   * @throws NpyException if one cannot be used, or has other rows than the teacher's
   */
  SampleBatch batch() throws NpyException {
    NpyFile teachers = NpyFile.open(teacher);
    if (teachers.rows() > MOST_ROWS) {
      throw new NpyException(
          teacher, "had %d rows; must be at most %d".formatted(teachers.rows(), MOST_ROWS));
    }
    NpyFile students = agreeing(student, teachers);
    NpyFile labelled = agreeing(labels, teachers);
    Optional<NpyFile> grouped = agreeing(groups, teachers);
    Optional<NpyFile> weighted = agreeing(weights, teachers);
    return new SampleBatch(
        new Attempt(NAME, 0),
        new Moment(0, OptionalDouble.empty(), Optional.of(new PassPart(NAME, 0, 1)), false),
        new Rows(
            teachers.rows(),
            Optional.of(numbers(teachers.rows())),
            grouped.isPresent() ? Optional.of(NpyColumn.keys(grouped.get())) : Optional.empty(),
            weighted.isPresent()
                ? Optional.of(NpyColumn.weights(weighted.get()))
                : Optional.empty(),
            Optional.empty(),
            Map.of("label", NpyColumn.labels(labelled))),
        List.of(
            new NpyActivation(teachers, teacherKind).as(Role.TEACHER, layer),
            new NpyActivation(students, studentKind).as(Role.STUDENT, layer)),
        Optional.empty(),
        0);
  }

  /** Rows are their own ids, which decide the blocks of the jackknife. */
  private static List<Key> numbers(int rows) {
    return IntStream.range(0, rows).<Key>mapToObj(Key.Whole::new).toList();
  }

  private static NpyFile agreeing(Path file, NpyFile first) throws NpyException {
    NpyFile array = NpyFile.open(file);
    if (array.rows() != first.rows()) {
      throw new NpyException(
          file,
          "had %d rows; must have %d, as %s has"
              .formatted(array.rows(), first.rows(), first.path()));
    }
    return array;
  }

  private static Optional<NpyFile> agreeing(Optional<Path> file, NpyFile first)
      throws NpyException {
    return file.isPresent() ? Optional.of(agreeing(file.get(), first)) : Optional.empty();
  }
}
