package io.stillwatch.table;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

final class ApartTableTest {
  private static final TableShape SHAPE = new TableShape(3, 4, 2);
  private static final LabelMix MIX = LabelMix.of(new double[] {.5, .3, .2});

  static LongStream seeds() {
    return LongStream.range(0, 50);
  }

  /** The pair tables of a triple table, the student's counted five times. */
  private static ApartTable apart(TripleTable table) {
    ApartTable.Builder apart = ApartTable.builder(SHAPE, MIX, 4);
    for (int y = 0; y < SHAPE.labels(); y++) {
      for (int t = 0; t < SHAPE.teacherStates(); t++) {
        apart.addTeacher((y + t) % 4, y, t, table.labelTeacher().count(y, t));
      }
      for (int s = 0; s < SHAPE.studentStates(); s++) {
        apart.addStudent((y + s) % 4, y, s, 5 * table.labelStudent().count(y, s));
      }
    }
    return apart.build();
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void bothPairsAreThoseOfATripleTableAtTheSameMixToTheLastBit(long seed) {
    TripleTable table = RandomCounts.of(SHAPE, seed);
    JointDistribution triple = JointDistribution.of(table, MIX);

    JointDistribution apart = apart(table).whole();

    for (int y = 0; y < SHAPE.labels(); y++) {
      for (int t = 0; t < SHAPE.teacherStates(); t++) {
        assertThat(apart.labelTeacher().probability(y, t))
            .as("seed " + seed)
            .isEqualTo(triple.labelTeacher().probability(y, t));
      }
      for (int s = 0; s < SHAPE.studentStates(); s++) {
        assertThat(apart.labelStudent().probability(y, s))
            .isCloseTo(triple.labelStudent().probability(y, s), within(1e-16));
      }
    }
    assertThat(apart.nuisanceCopying()).as("seed " + seed).isCloseTo(0, within(1e-13));
  }

  @Test
  void aLabelThatOneSideLacksDoesNotCount() {
    ApartTable.Builder builder = ApartTable.builder(SHAPE, MIX, 1);
    builder.addTeacher(0, 0, 0, 3).addTeacher(0, 1, 1, 5).addTeacher(0, 2, 1, 2);
    builder.addStudent(0, 0, 0, 1).addStudent(0, 1, 1, 1);

    ApartTable table = builder.build();

    assertThat(table.teacher().rowTotals()).containsExactly(3, 5, 0);
    assertThat(table.whole().labelTeacher().rowProbability(0)).isCloseTo(.625, within(1e-15));
    assertThat(table.whole().labelTeacher().rowProbability(2)).isZero();
  }

  @Test
  void aBlockIsLeftOutOfBothSidesWithTheMeanOfTheirShares() {
    ApartTable.Builder builder = ApartTable.builder(SHAPE, MIX, 3);
    builder.addTeacher(0, 0, 0, 3).addTeacher(1, 0, 1, 1);
    builder.addStudent(0, 0, 0, 9).addStudent(1, 0, 1, 1);

    ApartTable table = builder.build();

    ApartTable.Rest rest = table.without(1).orElseThrow();
    assertThat(rest.share()).isCloseTo((1 / 4.0 + 1 / 10.0) / 2, within(1e-15));
    assertThat(rest.distribution().labelTeacher().probability(0, 1)).isZero();
    assertThat(table.without(2)).as("an empty block").isEmpty();
  }

  @Test
  void whatLeavesNoLabelInCommonCannotBeRead() {
    ApartTable.Builder builder = ApartTable.builder(SHAPE, MIX, 2);
    builder.addTeacher(0, 0, 0, 3).addTeacher(1, 1, 0, 3);
    builder.addStudent(1, 0, 0, 3).addStudent(0, 1, 0, 3);

    assertThat(builder.build().without(0)).isEmpty();
  }

  @Test
  void refusesWhatCannotBeRead() {
    assertThatThrownBy(() -> ApartTable.builder(SHAPE, LabelMix.OWN, 1))
        .hasMessage(
            "mix of labels was each table's own; must be a stated one for samples taken apart");
    assertThatThrownBy(() -> ApartTable.builder(SHAPE, MIX, 1).addTeacher(0, 0, 4, 1))
        .hasMessage("teacher was 4; must be between 0 and 3");
    assertThatThrownBy(() -> ApartTable.builder(SHAPE, MIX, 1).addStudent(0, 3, 0, 1))
        .hasMessage("label was 3; must be between 0 and 2");
    assertThatThrownBy(() -> ApartTable.builder(SHAPE, MIX, 1).addStudent(0, 0, 0, -1))
        .hasMessage("count was -1; must be at least 0");
    assertThatThrownBy(
            () -> ApartTable.builder(SHAPE, MIX, 1).addStudent(0, 0, 0, 1).build().whole())
        .hasMessageContaining("in common were none");
  }
}
