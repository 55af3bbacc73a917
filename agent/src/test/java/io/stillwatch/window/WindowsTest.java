package io.stillwatch.window;

import static org.assertj.core.api.Assertions.assertThat;

import io.stillwatch.join.RowCounts;
import io.stillwatch.join.SampleJoiner;
import io.stillwatch.sample.Batches;
import io.stillwatch.sample.RowOutcome;
import io.stillwatch.sample.SampleBatch;
import io.stillwatch.source.Partition;
import io.stillwatch.source.Position;
import io.stillwatch.source.RawRecord;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class WindowsTest {
  private final Windows windows = new Windows(new WindowSettings(20, 5, 50));
  private final SampleJoiner joiner = new SampleJoiner();
  private final RowCounts counts = new RowCounts();
  private long offset;

  private List<Window> add(SampleBatch batch) {
    var position = new Position(new Partition("topic", 0), offset);
    var record = new RawRecord(position, 0, new byte[0], new byte[0], Optional.empty());
    return windows.add(
        batch.moment().pass(), offset++, joiner.join(batch, record, counts).orElseThrow(), counts);
  }

  private static SampleBatch part(String pass, int part, int of, int firstSample) {
    return Batches.of(4).pass(pass, part, of).from(firstSample).codes(2, y -> y);
  }

  @Test
  void aPassIsFullWhenAllItsPartsAreIn() {
    assertThat(add(part("a", 1, 2, 4))).isEmpty();
    List<Window> full = add(part("a", 0, 2, 0));
    assertThat(full).hasSize(1);
    assertThat(full.get(0).rows()).hasSize(8);
    assertThat(full.get(0).pass()).contains("a");
    assertThat(counts.byOutcome()).isEqualTo(Map.of(RowOutcome.COUNTED, 16L));
  }

  @Test
  void anIncompletePassIsClosedByTheNext() {
    add(part("a", 0, 2, 0));
    List<Window> full = add(part("b", 0, 2, 0));
    assertThat(full).hasSize(1);
    assertThat(full.get(0).pass()).contains("a");
    assertThat(full.get(0).rows()).hasSize(4);
  }

  @Test
  void aSampleThatComesTwiceInAPassIsADuplicate() {
    add(part("a", 0, 3, 0));
    add(part("a", 1, 3, 2));
    assertThat(counts.byOutcome())
        .isEqualTo(Map.of(RowOutcome.COUNTED, 12L, RowOutcome.DUPLICATE, 4L));
  }

  @Test
  void aPartOfAPassThatIsFullIsADuplicate() {
    add(part("a", 0, 1, 0));
    assertThat(add(part("a", 0, 1, 0))).isEmpty();
    assertThat(counts.byOutcome())
        .isEqualTo(Map.of(RowOutcome.COUNTED, 8L, RowOutcome.DUPLICATE, 8L));
  }

  @Test
  void rowsBeyondTheLargestPassAreOverTheLimit() {
    add(Batches.of(60).pass("a", 0, 2).codes(2, y -> y));
    assertThat(counts.byOutcome())
        .isEqualTo(Map.of(RowOutcome.COUNTED, 100L, RowOutcome.OVER_LIMIT, 20L));
  }

  @Test
  void aFullWindowIsMeasuredAtOnceAndThenEveryHop() {
    List<Window> full = add(Batches.of(31).codes(2, y -> y));
    assertThat(full)
        .extracting(window -> window.rows().get(0).ordinal())
        .containsExactly(0L, 5L, 10L);
    assertThat(full).allMatch(window -> window.rows().size() == 20);
    assertThat(full).extracting(Window::hop).containsExactly(0L, 1L, 2L);
    assertThat(full).extracting(Window::disjoint).containsExactly(true, false, false);
  }

  @Test
  void howRowsAreCutIntoRecordsChangesNoWindow() {
    List<Window> whole = add(Batches.of(40).codes(2, y -> y));
    Windows others = new Windows(new WindowSettings(20, 5, 50));
    SampleJoiner join = new SampleJoiner();
    var record =
        new RawRecord(
            new Position(new Partition("topic", 0), 0),
            0,
            new byte[0],
            new byte[0],
            Optional.empty());
    List<List<Long>> hops = new ArrayList<>();
    for (int first = 0; first < 40; first += 3) {
      var batch = Batches.of(Math.min(3, 40 - first)).from(first).codes(2, y -> y);
      others
          .add(Optional.empty(), 0, join.join(batch, record, counts).orElseThrow(), counts)
          .stream()
          .map(window -> window.rows().stream().map(t -> t.ordinal()).toList())
          .forEach(hops::add);
    }
    assertThat(hops)
        .isEqualTo(
            whole.stream().map(w -> w.rows().stream().map(t -> t.ordinal()).toList()).toList());
  }

  @Test
  void theLowestOffsetStillNeededIsThatOfTheOldestRow() {
    assertThat(windows.firstOffset()).isEmpty();
    add(Batches.of(15).codes(2, y -> y));
    add(Batches.of(15).from(15).codes(2, y -> y));
    assertThat(windows.firstOffset()).hasValue(0);
    add(Batches.of(15).from(30).codes(2, y -> y));
    assertThat(windows.firstOffset()).hasValue(1);
  }

  @Test
  void aFullPassNeedsNothingMore() {
    add(part("a", 0, 2, 0));
    assertThat(windows.firstOffset()).hasValue(0);
    add(part("a", 1, 2, 4));
    assertThat(windows.firstOffset()).isEmpty();
  }
}
