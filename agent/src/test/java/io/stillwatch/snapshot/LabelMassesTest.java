package io.stillwatch.snapshot;

import static org.assertj.core.api.Assertions.assertThat;

import io.stillwatch.codebook.CodebookSettings;
import io.stillwatch.join.JoinSettings;
import io.stillwatch.sample.Batches;
import io.stillwatch.sample.Representation;
import io.stillwatch.sample.Role;
import io.stillwatch.sample.SampleBatch;
import io.stillwatch.sample.Weight;
import io.stillwatch.source.Partition;
import io.stillwatch.source.Position;
import io.stillwatch.source.RawRecord;
import io.stillwatch.window.WindowSettings;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntUnaryOperator;
import org.junit.jupiter.api.Test;

/** A codebook that stays is fitted once enough of the labels was seen. */
final class LabelMassesTest {
  private static final int LENGTH = 40;
  private static final int HOP = 20;

  private final List<String> leftOut = new ArrayList<>();

  private static OrderedPath path(Map<String, Map<String, Double>> probabilities) {
    return new OrderedPath(
        "run",
        new PathSettings(
            JoinSettings.DEFAULT,
            new WindowSettings(LENGTH, HOP, 100),
            new CodebookSettings(),
            PairSettings.DEFAULT,
            new LabelSettings(8, List.of(), probabilities)));
  }

  private static Representation vectors(Role role, int state) {
    float[] data = new float[3];
    data[state % 3] = 1;
    return Batches.vectors(role, 3, data);
  }

  private static Representation moving(Representation frozen) {
    return new Representation(
        frozen.role(), frozen.model(), frozen.layer(), false, frozen.kind(), frozen.values());
  }

  private static SampleBatch row(int i, int label, Representation teacher) {
    return Batches.of(1)
        .from(i)
        .slices(List.of(i == 39 ? "rare" : "usual"))
        .with(new int[] {label}, teacher, vectors(Role.STUDENT, label));
  }

  /** The snapshots of a stream of rows, over all slices. */
  private List<Snapshot> sent(OrderedPath path, List<SampleBatch> batches) {
    List<Snapshot> snapshots = new ArrayList<>();
    long offset = 0;
    for (SampleBatch batch : batches) {
      Position position = new Position(new Partition("topic", 0), offset++);
      PathResult result =
          path.accept(
              batch, new RawRecord(position, offset, new byte[0], new byte[0], Optional.empty()));
      snapshots.addAll(result.snapshots());
      leftOut.addAll(result.leftOut());
    }
    return snapshots;
  }

  private List<Long> hops(OrderedPath path, List<SampleBatch> batches) {
    return sent(path, batches).stream()
        .map(Snapshot::id)
        .filter(id -> id.slice().equals(View.ALL))
        .map(MeasurementId::hop)
        .toList();
  }

  private static List<SampleBatch> stream(int rows, IntUnaryOperator label) {
    List<SampleBatch> stream = new ArrayList<>();
    for (int i = 0; i < rows; i++) {
      stream.add(row(i, label.applyAsInt(i), vectors(Role.TEACHER, label.applyAsInt(i))));
    }
    return stream;
  }

  /**
   * Sixty labels in turn: after 100 rows a fifth of the rows is alone with its label, then none.
   */
  @Test
  void aFrozenLayerWaitsUntilFewRowsAreAloneWithTheirLabel() {
    assertThat(hops(path(Map.of()), stream(160, i -> i % 60))).containsExactly(4L, 5L, 6L);
    assertThat(leftOut)
        .contains(
            "the codebooks of teacher/hidden>student/hidden wait for 95 % of the labels of task"
                + " label, or for five windows");
  }

  @Test
  void theFirstWindowIsEnoughWhereEveryLabelCameTwice() {
    assertThat(hops(path(Map.of()), stream(80, i -> i % 20))).containsExactly(0L, 1L, 2L);
    assertThat(leftOut).noneMatch(why -> why.contains("wait"));
  }

  @Test
  void theFifthWindowThatSharesNoRowIsTheLastToWaitFor() {
    assertThat(hops(path(Map.of()), stream(240, i -> i))).containsExactly(8L, 9L, 10L);
  }

  /** Sorted rows: that another label is to come is known by the given P(y) alone. */
  @Test
  void whereTheLabelsProbabilitiesAreGivenThoseTell() {
    IntUnaryOperator sorted = i -> i < 90 ? 0 : 1;
    assertThat(hops(path(Map.of()), stream(120, sorted))).startsWith(0L);
    var half = Map.of("label", Map.of("0", .5, "1", .5));
    assertThat(hops(path(half), stream(120, sorted))).containsExactly(3L, 4L);
    var nearlyAll = Map.of("label", Map.of("0", .95, "1", .05));
    assertThat(hops(path(nearlyAll), stream(120, sorted))).startsWith(0L);
  }

  @Test
  void aLayerThatMovesIsFollowedAndWaitsForNothing() {
    List<SampleBatch> stream = new ArrayList<>();
    for (int i = 0; i < 60; i++) {
      stream.add(row(i, i, moving(vectors(Role.TEACHER, i))));
    }
    assertThat(hops(path(Map.of()), stream)).containsExactly(0L, 1L);
  }

  @Test
  void aPassHasAllTheLabelsThatThereAre() {
    int[] labels = new int[30];
    float[] data = new float[90];
    for (int i = 0; i < labels.length; i++) {
      labels[i] = i;
      data[3 * i + i % 3] = 1;
    }
    SampleBatch pass =
        Batches.of(30)
            .pass("a", 0, 1)
            .with(
                labels,
                Batches.vectors(Role.TEACHER, 3, data),
                Batches.vectors(Role.STUDENT, 3, data));
    assertThat(sent(path(Map.of()), List.of(pass))).hasSize(1);
  }

  /** Its one row came while the run waited, and is in the window still: 39 of 20 to 59. */
  @Test
  void rowsThatCameMeanwhileCountAfterwards() {
    List<Snapshot> snapshots =
        sent(path(Map.of("label", Map.of("0", .1, "1", .9))), stream(60, i -> i < 45 ? 0 : 1));
    assertThat(snapshots).extracting(snapshot -> snapshot.id().hop()).containsOnly(1L);
    assertThat(snapshots)
        .filteredOn(snapshot -> snapshot.id().slice().equals(View.ALL))
        .extracting(snapshot -> snapshot.span().samples())
        .containsExactly(40.0);
    assertThat(snapshots.get(0).cells().stream().mapToLong(Snapshot.Cell::count).sum())
        .isEqualTo(40 * Weight.ONE);
    // The one row of slice "rare" has one label, so that it is found, and left out for that.
    assertThat(leftOut).anyMatch(why -> why.contains("every row of slice rare"));
  }
}
