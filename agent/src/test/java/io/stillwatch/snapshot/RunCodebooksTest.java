package io.stillwatch.snapshot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.stillwatch.codebook.CodebookSettings;
import io.stillwatch.codebook.CodebookSettings.Kind;
import io.stillwatch.codebook.SuppliedCentres;
import io.stillwatch.join.JoinSettings;
import io.stillwatch.sample.Batches;
import io.stillwatch.sample.Representation;
import io.stillwatch.sample.Role;
import io.stillwatch.sample.SampleBatch;
import io.stillwatch.sample.Values;
import io.stillwatch.source.Partition;
import io.stillwatch.source.Position;
import io.stillwatch.source.RawRecord;
import io.stillwatch.window.WindowSettings;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class RunCodebooksTest {
  private static final int ROWS = 60;

  private long offset;

  private static OrderedPath path(Kind kind) {
    return new OrderedPath(
        "run",
        new PathSettings(
            JoinSettings.DEFAULT,
            new WindowSettings(20, 10, 100),
            new CodebookSettings(kind, 10, 10, 10, 100, SuppliedCentres.NONE),
            new PairSettings(List.of("teacher/*>student/*"), false),
            LabelSettings.DEFAULT));
  }

  private List<Snapshot> accept(OrderedPath path, SampleBatch batch) {
    var position = new Position(new Partition("topic", 0), offset++);
    return path.accept(
            batch, new RawRecord(position, 1_000, new byte[0], new byte[0], Optional.empty()))
        .snapshots();
  }

  /** Three classes along three axes of six; the student's axes are moved on by some places. */
  private static SampleBatch pass(int attempt, String id, int places) {
    int[] labels = IntStream.range(0, ROWS).map(row -> row % 3).toArray();
    return Batches.of(ROWS)
        .attempt(attempt)
        .pass(id, 0, 1)
        .with(
            labels,
            layer(Role.TEACHER, "one", 0),
            layer(Role.TEACHER, "other", 1),
            layer(Role.STUDENT, "hidden", places));
  }

  private static Representation layer(Role role, String name, int places) {
    float[] data = new float[6 * ROWS];
    for (int row = 0; row < ROWS; row++) {
      data[6 * row + row % 3 + places] = 1;
    }
    return new Representation(
        role,
        role == Role.TEACHER ? "teacher" : "student",
        name,
        role == Role.TEACHER,
        Representation.Kind.VECTORS,
        new Values.Vectors(data, ROWS, 6));
  }

  private static CodebookHealth student(Snapshot snapshot) {
    return snapshot.codebooks().studentHealth().orElseThrow();
  }

  @Test
  void theHealthOfALayerIsLookedAtOnceAWindowHoweverManyPairsItIsIn() {
    OrderedPath path = path(Kind.KMEANS);
    List<Snapshot> first = accept(path, pass(0, "a", 0));
    assertThat(first).hasSize(2);
    assertThat(student(first.get(1))).isSameAs(student(first.get(0)));
    List<Snapshot> second = accept(path, pass(0, "b", 0));
    assertThat(student(second.get(1))).isSameAs(student(second.get(0)));
    assertThat(student(second.get(0))).isNotSameAs(student(first.get(0)));
  }

  /** Windows and rows are numbered anew, and yet they are others. */
  @Test
  void theFirstWindowOfAnotherAttemptIsLookedAt() {
    OrderedPath path = path(Kind.KMEANS);
    Snapshot first = accept(path, pass(0, "a", 0)).get(0);
    Snapshot again = accept(path, pass(1, "a", 3)).get(0);
    assertThat(again.id().hop()).isEqualTo(first.id().hop());
    assertThat(again.codebooks().student()).isNotEqualTo(first.codebooks().student());
    assertThat(student(again).distortion().orElseThrow()).isCloseTo(0, within(1e-9));
  }

  /**
   * By the readouts of now the pass before would be misread, and the student would have learned.
   */
  @Test
  void readoutsReadEachPassByItsOwnSoThatALayerThatTurnsDoesNotChange() {
    OrderedPath path = path(Kind.READOUT);
    Snapshot first = accept(path, pass(0, "a", 0)).get(0);
    Snapshot second = accept(path, pass(0, "b", 3)).get(0);
    assertThat(second.codebooks().student()).isNotEqualTo(first.codebooks().student());
    assertThat(second.cells()).isEqualTo(first.cells());
    assertThat(second.moves().orElseThrow().anyChanged()).isFalse();
  }
}
