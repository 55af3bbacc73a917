package io.stillwatch.table;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class TripleTableTest {
  private static final TableShape SHAPE = new TableShape(3, 4, 5);

  private static TripleTable.Builder builder() {
    return TripleTable.builder(SHAPE);
  }

  @Test
  void countsOfOneCellAddUp() {
    TripleTable table = builder().add(1, 2, 3, 7).add(1, 2, 3, 5).add(0, 0, 0, 0).build();

    assertThat(table.count(1, 2, 3)).isEqualTo(12);
    assertThat(table.total()).isEqualTo(12);
    assertThat(table.occupiedCells()).isEqualTo(1);
    assertThat(table.shape()).isEqualTo(SHAPE);
  }

  @Test
  void aTableThatWasBuiltDoesNotChange() {
    TripleTable.Builder builder = builder().add(0, 0, 0, 1);
    TripleTable table = builder.build();
    builder.add(0, 0, 0, 1).add(2, 3, 4, 1);

    assertThat(table.total()).isEqualTo(1);
    assertThat(table.count(0, 0, 0)).isEqualTo(1);
    assertThat(builder.build().total()).isEqualTo(3);
  }

  @Test
  void theOrderOfCountingDoesNotMatter() {
    TripleTable table = builder().add(0, 1, 2, 3).add(2, 1, 0, 4).build();
    TripleTable other = builder().add(2, 1, 0, 4).add(0, 1, 2, 1).add(0, 1, 2, 2).build();

    assertThat(table).isEqualTo(other).hasSameHashCodeAs(other);
    assertThat(table).isNotEqualTo(builder().add(0, 1, 2, 3).add(2, 1, 0, 5).build());
    assertThat(builder().build())
        .isNotEqualTo(TripleTable.builder(new TableShape(3, 5, 4)).build());
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void whatIsAddedCanBeTakenAway(long seed) {
    TripleTable first = RandomCounts.of(SHAPE, seed);
    TripleTable second = RandomCounts.of(SHAPE, -seed);
    TripleTable sum = first.plus(second);

    assertThat(sum.total()).as("seed %d", seed).isEqualTo(first.total() + second.total());
    assertThat(sum).as("seed %d", seed).isEqualTo(second.plus(first));
    assertThat(sum.minus(second)).as("seed %d", seed).isEqualTo(first);
    assertThat(sum.minus(second).total()).as("seed %d", seed).isEqualTo(first.total());
    assertThat(sum.minus(sum)).as("seed %d", seed).isEqualTo(builder().build());
    assertThat(sum.minus(sum).total()).as("seed %d", seed).isZero();
  }

  @Test
  void moreThanThereIsCannotBeTakenAway() {
    TripleTable table = builder().add(0, 0, 1, 5).add(1, 0, 0, 9).build();

    assertThatIllegalArgumentException()
        .isThrownBy(() -> table.minus(builder().add(0, 0, 1, 6).build()))
        .withMessage("count taken away was 6 in cell 1; must be between 0 and 5");
  }

  @Test
  void tablesOfOtherShapesDoNotAdd() {
    TripleTable other = TripleTable.builder(new TableShape(3, 4, 6)).build();
    String message =
        "shape was TableShape[labels=3, teacherStates=4, studentStates=6];"
            + " must be TableShape[labels=3, teacherStates=4, studentStates=5]";

    assertThatIllegalArgumentException()
        .isThrownBy(() -> builder().build().plus(other))
        .withMessage(message);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> builder().build().minus(other))
        .withMessage(message);
  }

  @Test
  void aTotalThatNoLongHoldsIsRefusedAndNothingCounted() {
    TripleTable.Builder builder = builder().add(0, 0, 0, Long.MAX_VALUE - 1);

    assertThatExceptionOfType(ArithmeticException.class).isThrownBy(() -> builder.add(1, 1, 1, 2));
    TripleTable table = builder.build();
    assertThat(table.count(1, 1, 1)).isZero();
    assertThat(table.total()).isEqualTo(Long.MAX_VALUE - 1);
    assertThatExceptionOfType(ArithmeticException.class).isThrownBy(() -> table.plus(table));
  }

  @Test
  void negativeCountsAndStatesOutsideTheirAxesAreRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> builder().add(0, 0, 0, -1))
        .withMessage("count was -1; must be at least 0");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> builder().add(0, 4, 0, 1))
        .withMessage("teacher code was 4; must be between 0 and 3");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> builder().build().count(3, 0, 0))
        .withMessage("label was 3; must be between 0 and 2");
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void marginalsAreTheSumsOverTheThirdAxis(long seed) {
    TripleTable table = RandomCounts.of(SHAPE, seed);
    long[][] labelTeacher = new long[3][4];
    long[][] labelStudent = new long[3][5];
    long[][] teacherStudent = new long[4][5];
    for (int y = 0; y < 3; y++) {
      for (int t = 0; t < 4; t++) {
        for (int s = 0; s < 5; s++) {
          labelTeacher[y][t] += table.count(y, t, s);
          labelStudent[y][s] += table.count(y, t, s);
          teacherStudent[t][s] += table.count(y, t, s);
        }
      }
    }

    assertThat(table.labelTeacher()).as("seed %d", seed).isEqualTo(pair(labelTeacher));
    assertThat(table.labelStudent()).as("seed %d", seed).isEqualTo(pair(labelStudent));
    assertThat(table.teacherStudent()).as("seed %d", seed).isEqualTo(pair(teacherStudent));
    assertThat(table.labelTeacher().total()).as("seed %d", seed).isEqualTo(table.total());
    assertThat(table.labelStudent().total()).as("seed %d", seed).isEqualTo(table.total());
    assertThat(table.teacherStudent().total()).as("seed %d", seed).isEqualTo(table.total());
  }

  private static PairTable pair(long[][] counts) {
    long[] flat = Arrays.stream(counts).flatMapToLong(Arrays::stream).toArray();
    return new PairTable(counts.length, counts[0].length, flat);
  }

  @Test
  void aPairTableNamesTheStateThatItLacks() {
    PairTable pair = builder().add(1, 2, 3, 4).build().labelTeacher();

    assertThat(pair.rows()).isEqualTo(3);
    assertThat(pair.columns()).isEqualTo(4);
    assertThat(pair.count(1, 2)).isEqualTo(4);
    assertThat(pair).hasSameHashCodeAs(builder().add(1, 2, 0, 4).build().labelTeacher());
    assertThatIllegalArgumentException()
        .isThrownBy(() -> pair.count(3, 0))
        .withMessage("row was 3; must be between 0 and 2");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> pair.count(0, -1))
        .withMessage("column was -1; must be between 0 and 3");
  }
}
