package io.stillwatch.window;

import static org.assertj.core.api.Assertions.assertThat;

import io.stillwatch.join.JoinSettings;
import io.stillwatch.join.RowCounts;
import io.stillwatch.join.SampleJoiner;
import io.stillwatch.join.Triple;
import io.stillwatch.sample.Batches;
import io.stillwatch.sample.Role;
import io.stillwatch.sample.RowOutcome;
import io.stillwatch.sample.SampleBatch;
import io.stillwatch.source.Partition;
import io.stillwatch.source.Position;
import io.stillwatch.source.RawRecord;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class WindowsTest {
  private final Windows windows = new Windows(new WindowSettings(20, 5, 50), JoinSettings.DEFAULT);
  private final SampleJoiner joiner = new SampleJoiner(JoinSettings.DEFAULT);
  private final RowCounts counts = new RowCounts();
  private long offset;

  private List<Window> add(SampleBatch batch) {
    return add(windows, batch, 0);
  }

  /** The windows that become full, each as it was then. */
  private List<Window> add(Windows to, SampleBatch batch, long millis) {
    var position = new Position(new Partition("topic", 0), offset);
    var record = new RawRecord(position, millis, new byte[0], new byte[0], Optional.empty());
    List<Window> full = new ArrayList<>();
    to.add(
        batch,
        offset++,
        joiner.join(batch, record, counts).orElseThrow(),
        counts,
        window -> full.add(kept(window)));
    return full;
  }

  private static Window kept(Window window) {
    return new Window(
        List.copyOf(window.rows()),
        window.entered(),
        window.left(),
        window.hop(),
        window.pass(),
        window.disjoint());
  }

  private static List<Long> ordinals(Collection<Triple> rows) {
    return rows.stream().map(Triple::ordinal).toList();
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
        .extracting(window -> ordinals(window.rows()).get(0))
        .containsExactly(0L, 5L, 10L);
    assertThat(full).allMatch(window -> window.rows().size() == 20);
    assertThat(full).extracting(Window::hop).containsExactly(0L, 1L, 2L);
    assertThat(full).extracting(Window::disjoint).containsExactly(true, false, false);
  }

  @Test
  void howRowsAreCutIntoRecordsChangesNoWindow() {
    List<Window> whole = add(Batches.of(40).codes(2, y -> y));
    WindowsTest other = new WindowsTest();
    List<Window> cut = new ArrayList<>();
    for (int first = 0; first < 40; first += 3) {
      cut.addAll(other.add(Batches.of(Math.min(3, 40 - first)).from(first).codes(2, y -> y)));
    }
    assertThat(cut)
        .extracting(window -> ordinals(window.rows()))
        .isEqualTo(whole.stream().map(window -> ordinals(window.rows())).toList());
  }

  @Test
  void whatEnteredAndLeftIsTheDifferenceOfTwoWindows() {
    List<Window> full = add(Batches.of(31).codes(2, y -> y));
    assertThat(ordinals(full.get(0).entered())).hasSize(20);
    assertThat(full.get(0).left()).isEmpty();
    assertThat(ordinals(full.get(1).entered())).containsExactly(20L, 21L, 22L, 23L, 24L);
    assertThat(ordinals(full.get(1).left())).containsExactly(0L, 1L, 2L, 3L, 4L);
  }

  @Test
  void aWindowOverStepsHoldsTheLastStepsThatAreOver() {
    Windows steps =
        new Windows(new WindowSettings(new Sliding.LastSteps(3, 2), 50), JoinSettings.DEFAULT);
    List<Window> full = new ArrayList<>();
    for (int step = 10; step <= 60; step += 10) {
      full.addAll(add(steps, Batches.of(2).step(step).from(step).codes(2, y -> y), 0));
    }
    assertThat(full)
        .extracting(
            window -> window.rows().stream().map(t -> t.moment().step()).distinct().toList())
        .containsExactly(List.of(10L, 20L, 30L), List.of(30L, 40L, 50L));
    assertThat(full).extracting(Window::disjoint).containsExactly(true, false);
    assertThat(ordinals(full.get(1).left())).containsExactly(0L, 1L, 2L, 3L);
  }

  @Test
  void aWindowOverTimeEndsOnceALaterRecordIsBeyondTheLateness() {
    Windows time =
        new Windows(
            new WindowSettings(new Sliding.LastSeconds(20, 10, 5), 50), JoinSettings.DEFAULT);
    List<Window> full = new ArrayList<>();
    int[] seconds = {1, 4, 9, 12, 11, 19, 24, 26, 35, 47};
    for (int i = 0; i < seconds.length; i++) {
      full.addAll(add(time, Batches.of(1).from(i).codes(2, y -> y), seconds[i] * 1_000L));
    }
    assertThat(full)
        .extracting(window -> window.rows().stream().map(t -> t.timestampMillis() / 1_000).toList())
        .containsExactly(
            List.of(1L, 4L, 9L, 11L, 12L, 19L),
            List.of(11L, 12L, 19L, 24L, 26L),
            List.of(24L, 26L, 35L));
    assertThat(full).extracting(Window::disjoint).containsExactly(true, false, true);
  }

  @Test
  void aRowThatComesAfterItsLastWindowHasEndedIsLate() {
    Windows time =
        new Windows(
            new WindowSettings(new Sliding.LastSeconds(10, 10, 0), 50), JoinSettings.DEFAULT);
    add(time, Batches.of(1).from(0).codes(2, y -> y), 1_000);
    add(time, Batches.of(1).from(1).codes(2, y -> y), 11_000);
    add(time, Batches.of(1).from(2).codes(2, y -> y), 9_000);
    assertThat(counts.byOutcome()).isEqualTo(Map.of(RowOutcome.COUNTED, 4L, RowOutcome.LATE, 2L));
  }

  @Test
  void anHourWithoutARecordIsPassedOver() {
    Windows time =
        new Windows(
            new WindowSettings(new Sliding.LastSeconds(10, 1, 0), 50), JoinSettings.DEFAULT);
    add(time, Batches.of(1).from(0).codes(2, y -> y), 1_000);
    List<Window> full = add(time, Batches.of(1).from(1).codes(2, y -> y), 3_600_000);
    full.addAll(add(time, Batches.of(1).from(2).codes(2, y -> y), 3_601_000));
    assertThat(full).extracting(window -> window.rows().size()).containsOnly(1);
    assertThat(full).hasSizeLessThan(15);
  }

  @Test
  void aPassInRecordsOfItsRolesIsFullWhenAllOfThemAreIn() {
    int[] labels = {0, 1, 0, 1};
    var teacher = Batches.codes(Role.TEACHER, labels);
    var student = Batches.codes(Role.STUDENT, labels);
    assertThat(add(Batches.of(4).pass("a", 0, 2).with(labels, teacher))).isEmpty();
    assertThat(add(Batches.of(4).pass("a", 1, 2).from(4).with(labels, teacher))).isEmpty();
    assertThat(add(Batches.of(4).pass("b", 0, 2).step(1).with(labels, teacher))).isEmpty();
    assertThat(add(Batches.of(4).pass("a", 0, 2).unlabelled(student))).isEmpty();
    List<Window> full = add(Batches.of(4).pass("a", 1, 2).from(4).unlabelled(student));
    assertThat(full).extracting(window -> window.rows().size()).containsExactly(8);
    assertThat(windows.firstOffset()).isEmpty();
    assertThat(joiner.firstOffset()).hasValue(2);
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
