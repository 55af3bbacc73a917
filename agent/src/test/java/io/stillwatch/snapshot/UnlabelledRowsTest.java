package io.stillwatch.snapshot;

import static org.assertj.core.api.Assertions.assertThat;

import io.stillwatch.codebook.CodebookSettings;
import io.stillwatch.sample.Batches;
import io.stillwatch.sample.Key;
import io.stillwatch.sample.Role;
import io.stillwatch.sample.RowOutcome;
import io.stillwatch.sample.SampleBatch;
import io.stillwatch.sample.Weight;
import io.stillwatch.source.Partition;
import io.stillwatch.source.Position;
import io.stillwatch.source.RawRecord;
import io.stillwatch.table.Seeds;
import io.stillwatch.window.WindowSettings;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Rows without a label beside windows of rows with one. */
final class UnlabelledRowsTest {
  private static final int LENGTH = 30;
  private static final int HOP = 7;

  private long offset;

  private static OrderedPath path() {
    return new OrderedPath(
        "run", new PathSettings(new WindowSettings(LENGTH, HOP, 100), new CodebookSettings()));
  }

  private PathResult accept(OrderedPath path, SampleBatch batch) {
    Position position = new Position(new Partition("topic", 0), offset++);
    return path.accept(
        batch, new RawRecord(position, offset, new byte[0], new byte[0], Optional.empty()));
  }

  /** A row of a stream; below 0 its label is none. */
  private record Row(int id, int label, int teacher, int student) {
    boolean isLabelled() {
      return label >= 0;
    }
  }

  private static SampleBatch batch(List<Row> rows) {
    return Batches.of(rows.size())
        .from(rows.get(0).id())
        .with(
            rows.stream().mapToInt(Row::label).toArray(),
            Batches.codes(Role.TEACHER, rows.stream().mapToInt(Row::teacher).toArray()),
            Batches.codes(Role.STUDENT, rows.stream().mapToInt(Row::student).toArray()));
  }

  private static List<Row> stream(int rows, int unlabelledOfTen, long seed) {
    Random random = Seeds.random(seed);
    List<Row> stream = new ArrayList<>();
    for (int id = 0; id < rows; id++) {
      int label = id < 3 ? id : random.nextInt(10) < unlabelledOfTen ? -1 : random.nextInt(3);
      stream.add(new Row(id, label, random.nextInt(4), random.nextInt(5)));
    }
    return stream;
  }

  /** Teacher and student codes of rows, by their number, in units of samples. */
  private static Map<List<Integer>, Long> table(List<Row> rows) {
    Map<List<Integer>, Long> table = new TreeMap<>((a, b) -> a.toString().compareTo(b.toString()));
    rows.forEach(row -> table.merge(List.of(row.teacher(), row.student()), 1L, Long::sum));
    return table;
  }

  private static Map<List<Integer>, Long> table(Snapshot snapshot) {
    Map<List<Integer>, Long> table = new TreeMap<>((a, b) -> a.toString().compareTo(b.toString()));
    snapshot
        .unlabelled()
        .forEach(
            cell ->
                table.merge(
                    List.of(cell.teacher(), cell.student()), cell.count() / Weight.ONE, Long::sum));
    return table;
  }

  /** From nothing: between the first and the last of the window's labelled rows, the newest. */
  private static List<Row> expected(List<Row> sent, int labelled) {
    List<Row> inWindow = sent.stream().filter(Row::isLabelled).limit(labelled).toList();
    int first = inWindow.get(labelled - LENGTH).id();
    int last = inWindow.get(labelled - 1).id();
    List<Row> between =
        sent.stream()
            .filter(row -> !row.isLabelled() && row.id() > first && row.id() < last)
            .toList();
    return between.subList(Math.max(0, between.size() - LENGTH), between.size());
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 3, 5, 7, 8})
  void besideASlidingWindowAreThoseBetweenItsRows(int unlabelledOfTen) {
    List<Row> stream = stream(600, unlabelledOfTen, unlabelledOfTen);
    for (int cut : new int[] {1, 13}) {
      OrderedPath path = path();
      List<Snapshot> snapshots = new ArrayList<>();
      for (int i = 0; i < stream.size(); i += cut) {
        List<Row> part = stream.subList(i, Math.min(stream.size(), i + cut));
        snapshots.addAll(accept(path, batch(part)).snapshots());
      }
      assertThat(snapshots).hasSizeGreaterThan(5);
      for (int hop = 0; hop < snapshots.size(); hop++) {
        assertThat(table(snapshots.get(hop)))
            .as("hop %d, %d of ten unlabelled, records of %d rows", hop, unlabelledOfTen, cut)
            .isEqualTo(table(expected(stream, LENGTH + HOP * hop)));
      }
    }
  }

  @Test
  void windowsAndTheirTablesAreThoseOfTheLabelledRowsAlone() {
    List<Row> stream = stream(600, 5, 1);
    OrderedPath all = path();
    OrderedPath alone = path();
    for (Row row : stream) {
      List<Snapshot> found = accept(all, batch(List.of(row))).snapshots();
      List<Snapshot> expected =
          row.isLabelled() ? accept(alone, batch(List.of(row))).snapshots() : List.of();
      assertThat(found).hasSameSizeAs(expected);
      for (int i = 0; i < found.size(); i++) {
        assertThat(found.get(i).id()).isEqualTo(expected.get(i).id());
        assertThat(found.get(i).cells()).isEqualTo(expected.get(i).cells());
        assertThat(found.get(i).shape()).isEqualTo(expected.get(i).shape());
        assertThat(expected.get(i).unlabelled()).isEmpty();
      }
    }
  }

  @Test
  void theyStayUnlabelledInTheLedgerAndASampleSentTwiceCountsOnce() {
    int[] none = {-1, -1};
    int[] codes = {0, 1};
    OrderedPath path = path();
    SampleBatch unlabelled =
        Batches.of(2)
            .from(50)
            .pass("a", 0, 2)
            .with(none, Batches.codes(Role.TEACHER, codes), Batches.codes(Role.STUDENT, codes));
    assertThat(accept(path, unlabelled).rows()).isEqualTo(Map.of(RowOutcome.UNLABELLED, 4L));
    accept(path, unlabelled);
    Snapshot snapshot =
        accept(path, Batches.of(50).pass("a", 1, 2).codes(10, y -> y)).snapshots().get(0);
    assertThat(snapshot.unlabelled()).extracting(Snapshot.Cell::count).containsOnly(Weight.ONE);
    assertThat(snapshot.unlabelled()).hasSize(2);
  }

  @Test
  void rowsOfAnotherTaskAreUnlabelledForThisOne() {
    int[] codes = {0, 1, 1};
    Optional<Key> zero = Optional.of(new Key.Whole(0));
    SampleBatch batch =
        Batches.of(3)
            .pass("a", 0, 1)
            .with(
                Map.of(
                    "one", List.of(zero, zero, Optional.empty()),
                    "two", List.of(Optional.empty(), zero, zero)),
                Batches.codes(Role.TEACHER, codes),
                Batches.codes(Role.STUDENT, codes));
    for (Snapshot snapshot : accept(path(), batch).snapshots()) {
      assertThat(snapshot.cells().stream().mapToLong(Snapshot.Cell::count).sum())
          .isEqualTo(2 * Weight.ONE);
      assertThat(snapshot.unlabelled()).hasSize(1);
    }
  }
}
