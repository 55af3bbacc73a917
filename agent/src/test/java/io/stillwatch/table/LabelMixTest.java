package io.stillwatch.table;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

final class LabelMixTest {
  private static final TableShape SHAPE = new TableShape(4, 5, 3);

  static LongStream seeds() {
    return LongStream.range(0, 50);
  }

  /** Rows of label y counted y + 1 times. */
  private static TripleTable repeated(TripleTable table) {
    TripleTable.Builder more = TripleTable.builder(SHAPE);
    for (int y = 0; y < SHAPE.labels(); y++) {
      for (int t = 0; t < SHAPE.teacherStates(); t++) {
        for (int s = 0; s < SHAPE.studentStates(); s++) {
          more.add(y, t, s, (y + 1) * table.count(y, t, s));
        }
      }
    }
    return more.build();
  }

  private static double[] shares(TripleTable table) {
    return Arrays.stream(table.labelCounts()).asDoubleStream().toArray();
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void atAnotherTablesMixATableIsWhatRepeatingItsRowsWouldMakeIt(long seed) {
    TripleTable table = RandomCounts.of(SHAPE, seed);
    TripleTable more = repeated(table);
    JointDistribution expected = JointDistribution.of(more);

    JointDistribution found = JointDistribution.of(table, LabelMix.of(shares(more)));

    for (int y = 0; y < SHAPE.labels(); y++) {
      for (int t = 0; t < SHAPE.teacherStates(); t++) {
        for (int s = 0; s < SHAPE.studentStates(); s++) {
          assertThat(found.probability(y, t, s))
              .as("seed " + seed)
              .isCloseTo(expected.probability(y, t, s), within(1e-15));
        }
      }
    }
    assertThat(found.labelTeacher().mutualInformation())
        .isCloseTo(expected.labelTeacher().mutualInformation(), within(1e-13));
    assertThat(found.labelStudent().mutualInformation())
        .isCloseTo(expected.labelStudent().mutualInformation(), within(1e-13));
    assertThat(found.jointInformation()).isCloseTo(expected.jointInformation(), within(1e-13));
    assertThat(found.nuisanceCopying()).isCloseTo(expected.nuisanceCopying(), within(1e-13));
  }

  /** A frozen teacher stays flat, whatever the student does. */
  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void whatTheTeacherKnowsDependsOnItsOwnCountsAloneToTheLastBit(long seed) {
    TripleTable table = RandomCounts.of(SHAPE, seed);
    TripleTable.Builder other = TripleTable.builder(SHAPE);
    for (int y = 0; y < SHAPE.labels(); y++) {
      for (int t = 0; t < SHAPE.teacherStates(); t++) {
        other.add(y, t, 0, table.labelTeacher().count(y, t));
      }
    }
    LabelMix mix = LabelMix.of(new double[] {.1, .2, .3, .4});

    assertThat(JointDistribution.of(other.build(), mix).labelTeacher().mutualInformation())
        .as("seed " + seed)
        .isEqualTo(JointDistribution.of(table, mix).labelTeacher().mutualInformation());
  }

  @Test
  void aRowCountsForAsManyAsTheMixWantsOfItsLabel() {
    TripleTable table =
        TripleTable.builder(new TableShape(3, 1, 1)).add(0, 0, 0, 30).add(1, 0, 0, 10).build();

    assertThat(LabelMix.OWN.factors(table.labelCounts())).containsExactly(1, 1, 0);
    assertThat(LabelMix.OWN.largestFactor(table.labelCounts())).isEqualTo(1);
    LabelMix even = LabelMix.of(new double[] {1, 1, 2});
    assertThat(even.factors(table.labelCounts()))
        .containsExactly(new double[] {2.0 / 3, 2, 0}, within(1e-15));
    assertThat(even.largestFactor(table.labelCounts())).isCloseTo(2, within(1e-15));
  }

  @Test
  void theShareOfALabelThatIsNotThereGoesToTheOthers() {
    TripleTable table =
        TripleTable.builder(new TableShape(3, 1, 1)).add(0, 0, 0, 5).add(1, 0, 0, 5).build();

    JointDistribution found = JointDistribution.of(table, LabelMix.of(new double[] {1, 3, 4}));

    assertThat(found.labelTeacher().rowProbability(0)).isEqualTo(.25);
    assertThat(found.labelTeacher().rowProbability(1)).isEqualTo(.75);
  }

  @Test
  void aMixThatCannotBeReadIsRefused() {
    TripleTable table =
        TripleTable.builder(new TableShape(2, 1, 1)).add(0, 0, 0, 5).add(1, 0, 0, 7).build();

    assertThatThrownBy(() -> JointDistribution.of(table, LabelMix.of(new double[] {1, 0})))
        .hasMessage("share of label 1 was 0 beside 7 rows; must be above 0");
    assertThatThrownBy(() -> JointDistribution.of(table, LabelMix.of(new double[] {1})))
        .hasMessage("number of shares was 1; must be 2");
    assertThatThrownBy(() -> LabelMix.of(new double[] {1, Double.NaN}))
        .hasMessage("share of a label was NaN; must be at least 0 and finite");
    assertThatThrownBy(() -> LabelMix.of(new double[] {0, 0}))
        .hasMessage("shares of labels were all 0; one must be above 0");
  }
}
