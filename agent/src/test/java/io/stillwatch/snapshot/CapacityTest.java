package io.stillwatch.snapshot;

import static org.assertj.core.api.Assertions.assertThat;

import io.stillwatch.codebook.CodebookSettings;
import io.stillwatch.join.SampleJoiner.Objection;
import io.stillwatch.sample.Batches;
import io.stillwatch.sample.Refusal;
import io.stillwatch.sample.Representation;
import io.stillwatch.sample.Representation.Kind;
import io.stillwatch.sample.Role;
import io.stillwatch.sample.RowOutcome;
import io.stillwatch.sample.SampleBatch;
import io.stillwatch.sample.Values;
import io.stillwatch.source.Partition;
import io.stillwatch.source.Position;
import io.stillwatch.source.RawRecord;
import io.stillwatch.window.WindowSettings;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

final class CapacityTest {
  private static final int ROWS = 20;

  private final OrderedPath path =
      new OrderedPath(
          "run", new PathSettings(new WindowSettings(20, 10, 100), new CodebookSettings()));
  private long offset;

  private PathResult accept(SampleBatch batch) {
    var position = new Position(new Partition("topic", 0), offset++);
    return path.accept(
        batch, new RawRecord(position, 0, new byte[0], new byte[0], Optional.empty()));
  }

  private static SampleBatch pass(String id, Representation... activations) {
    int[] labels = IntStream.range(0, ROWS).map(i -> i % 10).toArray();
    return Batches.of(ROWS).pass(id, 0, 1).with(labels, activations);
  }

  private static Representation numbers(Role role, Kind kind, int dimension) {
    String model = role == Role.TEACHER ? "big" : "small";
    float[] data = new float[ROWS * dimension];
    return new Representation(
        role, model, "head", true, kind, new Values.Vectors(data, ROWS, dimension));
  }

  /** Codes 0, 1, 2, ... and a largest one. */
  private static Representation codes(Role role, String layer, int largest) {
    String model = role == Role.TEACHER ? "big" : "small";
    int[] codes = IntStream.range(0, ROWS).map(i -> i % 10).toArray();
    codes[ROWS - 1] = largest;
    return new Representation(role, model, layer, true, Kind.CODES, new Values.Codes(codes));
  }

  @Test
  void scoresOfMoreThan4096ClassesAreRefusedByTheirLayersName() {
    Kind kind = Kind.SCORES;
    PathResult result =
        accept(pass("a", numbers(Role.TEACHER, kind, 3), numbers(Role.STUDENT, kind, 4_097)));
    assertThat(result.objection())
        .contains(
            new Objection(
                Refusal.TOO_LARGE,
                "numbers a row of layer small/head were up to 4097; must be at most 4096"));
    assertThat(result.rows()).isEmpty();
    assertThat(result.snapshots()).isEmpty();
  }

  @ParameterizedTest
  @EnumSource(
      value = Kind.class,
      names = {"VECTORS", "SCORES"})
  void rowsOf4096NumbersAreTaken(Kind kind) {
    PathResult result =
        accept(pass("a", numbers(Role.TEACHER, kind, 4_096), numbers(Role.STUDENT, kind, 4_096)));
    assertThat(result.objection()).isEmpty();
    assertThat(result.snapshots()).hasSize(1);
  }

  @Test
  void vectorsOfMoreThan262144NumbersAreRefused() {
    Kind kind = Kind.VECTORS;
    PathResult result =
        accept(pass("a", numbers(Role.TEACHER, kind, 3), numbers(Role.STUDENT, kind, 262_145)));
    assertThat(result.objection())
        .contains(
            new Objection(
                Refusal.TOO_LARGE,
                "numbers a row of layer small/head were up to 262145; must be at most 262144"));
  }

  @Test
  void codesFrom4096OnAreRefusedByTheirLayersName() {
    PathResult result =
        accept(pass("a", codes(Role.TEACHER, "head", 4_096), codes(Role.STUDENT, "head", 9)));
    assertThat(result.objection())
        .contains(
            new Objection(
                Refusal.TOO_LARGE,
                "codes of layer big/head were up to 4096; must be at most 4095"));
    assertThat(result.rows()).isEmpty();
  }

  @Test
  void codesUpTo4095AreTaken() {
    PathResult result =
        accept(pass("a", codes(Role.TEACHER, "head", 4_095), codes(Role.STUDENT, "head", 9)));
    assertThat(result.objection()).isEmpty();
    assertThat(result.snapshots().get(0).shape().teacherStates()).isEqualTo(4_096);
  }

  @Test
  void aRefusedRecordLeavesNothingBehind() {
    accept(pass("a", codes(Role.TEACHER, "head", 4_096), codes(Role.STUDENT, "head", 9)));
    assertThat(path.firstNeededOffset()).isEmpty();
    PathResult next =
        accept(pass("a", codes(Role.TEACHER, "head", 9), codes(Role.STUDENT, "head", 9)));
    assertThat(next.rows()).isEqualTo(Map.of(RowOutcome.COUNTED, 2L * ROWS));
    assertThat(next.snapshots()).hasSize(1);
    assertThat(next.leftOut()).isEmpty();
  }

  /** 10 x 600 x 600 cells; each layer by itself is small enough. */
  @Test
  void aTableOfTooManyCellsIsLeftOutWhileAnotherPairIsMeasured() {
    PathResult result =
        accept(
            pass(
                "a",
                codes(Role.TEACHER, "body", 599),
                codes(Role.TEACHER, "head", 9),
                codes(Role.STUDENT, "body", 599),
                codes(Role.STUDENT, "head", 9)));
    assertThat(result.objection()).isEmpty();
    assertThat(result.leftOut())
        .containsExactly(
            "the table of run|0|big/body>small/body|label|all|0 had 3600000 cells; "
                + "must be at most 3375000: use fewer labels or codes");
    assertThat(result.snapshots())
        .extracting(snapshot -> snapshot.id().pair())
        .containsExactly("big/head>small/head");
    assertThat(result.rows()).isEqualTo(Map.of(RowOutcome.COUNTED, 2L * ROWS));
  }

  @Test
  void aTableOfExactlyTheLargestSizeIsMeasured() {
    int[] labels = IntStream.range(0, ROWS).map(i -> i % 15).toArray();
    int[] teacher = Arrays.copyOf(new int[] {449}, ROWS);
    int[] student = Arrays.copyOf(new int[] {499}, ROWS);
    assertThat(15 * 450 * 500).isEqualTo(PathSettings.MOST_CELLS);
    PathResult result =
        accept(
            Batches.of(ROWS)
                .pass("a", 0, 1)
                .with(
                    labels,
                    Batches.codes(Role.TEACHER, teacher),
                    Batches.codes(Role.STUDENT, student)));
    assertThat(result.leftOut()).isEmpty();
    assertThat(result.snapshots().get(0).shape().cells()).isEqualTo(PathSettings.MOST_CELLS);
  }

  @Test
  void aPairThatWasLeftOutIsMeasuredAgainOnceItFits() {
    SampleBatch large =
        pass("a", codes(Role.TEACHER, "body", 599), codes(Role.STUDENT, "body", 599));
    assertThat(accept(large).leftOut()).hasSize(1);
    accept(pass("b", codes(Role.TEACHER, "body", 9), codes(Role.STUDENT, "body", 9)));
    PathResult last =
        accept(pass("c", codes(Role.TEACHER, "body", 9), codes(Role.STUDENT, "body", 9)));
    assertThat(last.leftOut()).isEmpty();
    assertThat(last.snapshots()).hasSize(1);
  }
}
