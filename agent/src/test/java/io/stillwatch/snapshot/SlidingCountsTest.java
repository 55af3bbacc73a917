package io.stillwatch.snapshot;

import static org.assertj.core.api.Assertions.assertThat;

import io.stillwatch.codebook.CodebookSettings;
import io.stillwatch.join.Triple;
import io.stillwatch.sample.Batches;
import io.stillwatch.sample.Key;
import io.stillwatch.sample.Role;
import io.stillwatch.sample.SampleBatch;
import io.stillwatch.sample.Values;
import io.stillwatch.sample.Weight;
import io.stillwatch.source.Partition;
import io.stillwatch.source.Position;
import io.stillwatch.source.RawRecord;
import io.stillwatch.table.Seeds;
import io.stillwatch.window.WindowSettings;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Counts that go on from the last window against counts from nothing. */
final class SlidingCountsTest {
  private static final int LENGTH = 30;
  private static final int HOP = 7;
  private static final int LABELS = 3;

  private final OrderedPath path =
      new OrderedPath(
          "run", new PathSettings(new WindowSettings(LENGTH, HOP, 100), new CodebookSettings()));

  /** One row a batch, with a label, codes, a weight, a group and a slice of its own. */
  private static SampleBatch row(int i, Random random) {
    int label = i < LABELS ? i : random.nextInt(LABELS);
    long weight = random.nextInt(5) * Weight.ONE / 3;
    return Batches.of(1)
        .from(i)
        .step(i / 4)
        .weights(i % 2 == 0 ? weight : Weight.ONE)
        .groups(List.of(new Key.Whole(random.nextInt(12))))
        .slices(List.of(random.nextBoolean() ? "clean" : "noisy"))
        .with(
            new int[] {label},
            Batches.codes(Role.TEACHER, new int[] {random.nextInt(4)}),
            Batches.codes(Role.STUDENT, new int[] {random.nextInt(4)}));
  }

  private static RawRecord record(long offset) {
    Position position = new Position(new Partition("topic", 0), offset);
    return new RawRecord(position, offset, new byte[0], new byte[0], Optional.empty());
  }

  /** The rows from first to end - 1 that are of a slice, counted from nothing. */
  private static Tally fresh(List<SampleBatch> batches, int first, int end, String slice) {
    View view = new View(new Pair("teacher/codes", "student/codes"), "label", slice);
    Tally tally = new Tally();
    for (int i = first; i < end; i++) {
      Triple row = new Triple(List.of(new Triple.Part(batches.get(i), 0)), 2, i, i, i);
      if (view.holds(row)) {
        tally.add(
            row,
            new CodedRow(
                (int) ((Key.Whole) row.label("label").orElseThrow()).value(),
                row.representation(Role.TEACHER, "teacher/codes").stream()
                    .mapToInt(SlidingCountsTest::code)
                    .sum(),
                row.representation(Role.STUDENT, "student/codes").stream()
                    .mapToInt(SlidingCountsTest::code)
                    .sum()));
      }
    }
    return tally;
  }

  private static int code(Triple.Reading reading) {
    return ((Values.Codes) reading.representation().values()).codes()[reading.row()];
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5})
  void countsThatGoOnEqualCountsFromNothing(long seed) {
    Random random = Seeds.random(seed);
    List<SampleBatch> batches = new ArrayList<>();
    int compared = 0;
    for (int i = 0; i < 200; i++) {
      batches.add(row(i, random));
      for (Snapshot snapshot : path.accept(batches.get(i), record(i)).snapshots()) {
        Tally expected = fresh(batches, i + 1 - LENGTH, i + 1, snapshot.id().slice());
        assertThat(snapshot.cells()).as("seed %d", seed).isEqualTo(expected.cells());
        assertThat(snapshot.effectiveRows())
            .as("seed %d", seed)
            .isEqualTo(expected.effectiveRows());
        assertThat(snapshot.shape()).as("seed %d", seed).isEqualTo(expected.shape(LABELS));
        assertThat(snapshot.span().rowsPerOccupiedCell())
            .as("seed %d", seed)
            .isEqualTo((double) rowsOfWeight(snapshot, batches, i + 1) / occupied(expected));
        compared++;
      }
    }
    assertThat(compared).isEqualTo(3 * (1 + (200 - LENGTH) / HOP));
  }

  private static long rowsOfWeight(Snapshot snapshot, List<SampleBatch> batches, int end) {
    String slice = snapshot.id().slice();
    return batches.subList(end - LENGTH, end).stream()
        .filter(batch -> batch.rows().weights().orElseThrow()[0] > 0)
        .filter(
            batch -> slice.equals(View.ALL) || batch.rows().slices().orElseThrow().contains(slice))
        .count();
  }

  private static long occupied(Tally tally) {
    return tally.cells().stream()
        .map(cell -> new CodedRow(cell.label(), cell.teacher(), cell.student()))
        .distinct()
        .count();
  }
}
