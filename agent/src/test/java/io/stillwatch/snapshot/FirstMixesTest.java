package io.stillwatch.snapshot;

import static org.assertj.core.api.Assertions.assertThat;

import io.stillwatch.sample.Attempt;
import io.stillwatch.snapshot.Snapshot.Cell;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class FirstMixesTest {
  private static final MeasurementId ID =
      new MeasurementId(new Attempt("run", 0), "teacher/t>student/s", "y", "all", 0);

  private final FirstMixes mixes = new FirstMixes();

  private static List<Cell> cells(long... counts) {
    List<Cell> cells = new ArrayList<>();
    for (int label = 0; label < counts.length; label++) {
      if (counts[label] > 0) {
        cells.add(new Cell(label % 10, label, 0, 0, counts[label]));
      }
    }
    return cells;
  }

  @Test
  void theFirstWindowsMixStays() {
    assertThat(mixes.of(ID, true, cells(40, 20, 20), 3)).containsExactly(40L, 20L, 20L);
    assertThat(mixes.of(ID, true, cells(10, 20, 70), 3)).containsExactly(40L, 20L, 20L);
  }

  /** Five classes, then five more of equal mass: all ten alike, and no restart (F8). */
  @Test
  void labelsThatComeLaterJoinWithTheShareThatTheyHaveBesideTheOthers() {
    mixes.of(ID, true, cells(20, 20, 20, 20, 20), 5);

    assertThat(mixes.of(ID, true, cells(10, 10, 10, 10, 10, 10, 10, 10, 10, 10), 10))
        .containsOnly(20L);
    assertThat(mixes.of(ID, true, cells(1, 1, 1, 1, 1, 90, 90, 90, 90, 90), 10)).containsOnly(20L);
  }

  @Test
  void aWindowThatSharesNoLabelJoinsAsItIs() {
    mixes.of(ID, true, cells(20, 20), 2);

    assertThat(mixes.of(ID, true, cells(0, 0, 7, 9), 4)).containsExactly(20L, 20L, 7L, 9L);
  }

  @Test
  void passesAndTrainingBatchesTasksAndSlicesHaveMixesOfTheirOwn() {
    mixes.of(ID, true, cells(20, 20), 2);
    MeasurementId sliced = new MeasurementId(ID.attempt(), ID.pair(), ID.task(), "dark", 0);

    assertThat(mixes.of(ID, false, cells(1, 2), 2)).containsExactly(1L, 2L);
    assertThat(mixes.of(sliced, true, cells(3, 4), 2)).containsExactly(3L, 4L);
    assertThat(mixes.of(ID, true, cells(3, 4), 2)).containsExactly(20L, 20L);
  }
}
