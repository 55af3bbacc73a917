package io.stillwatch.pid;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.stillwatch.table.JointDistribution;
import io.stillwatch.table.TableShape;
import java.util.Arrays;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

final class ClosedFormMeasureTest {
  private static final double ROUNDING = 1e-12;
  private static final double BIT = Math.log(2);

  static LongStream seeds() {
    return LongStream.range(0, 300);
  }

  /** T and S are independent fair bits, and Y is both. */
  private static JointDistribution twoBitCopy() {
    double[] pmf = new double[16];
    for (int y = 0; y < 4; y++) {
      pmf[4 * y + y] = 0.25;
    }
    return JointDistribution.ofProbabilities(new TableShape(4, 2, 2), pmf);
  }

  /** Y is 0, 1 or 2; T tells whether it is 0, and S whether it is 2. */
  private static JointDistribution differentLabels() {
    double[] pmf = new double[12];
    pmf[4 * 0 + 2 * 1 + 0] = 1.0 / 3;
    pmf[4 * 1 + 2 * 0 + 0] = 1.0 / 3;
    pmf[4 * 2 + 2 * 0 + 1] = 1.0 / 3;
    return JointDistribution.ofProbabilities(new TableShape(3, 2, 2), pmf);
  }

  @ParameterizedTest
  @EnumSource
  void twoIndependentBitsCountAsRedundantWhereTheyTellOfTheSameLabels(ClosedFormMeasure measure) {
    Decomposition nats = measure.decompose(twoBitCopy());

    assertThat(nats.redundancy()).isCloseTo(BIT, within(ROUNDING));
    assertThat(nats.distillationGap()).isCloseTo(0, within(ROUNDING));
    assertThat(nats.studentUnique()).isCloseTo(0, within(ROUNDING));
    assertThat(nats.synergy()).isCloseTo(BIT, within(ROUNDING));
  }

  /**
   * By hand: T tells ln 3 of label 0 and ln 3/2 of labels 1 and 2, S the same with 0 and 2
   * exchanged. So the least is ln 3/2 for every label, while each information is a third of ln 3
   * and two of ln 3/2.
   */
  @Test
  void differentLabelsTellTheMeasuresApart() {
    double third = Math.log(3) / 3;
    double half = Math.log(1.5);

    assertThat(ClosedFormMeasure.I_MIN.decompose(differentLabels()).redundancy())
        .isCloseTo(half, within(ROUNDING));
    assertThat(ClosedFormMeasure.I_MMI.decompose(differentLabels()).redundancy())
        .isCloseTo(third + 2 * half / 3, within(ROUNDING));
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void theRedundanciesAreOrderedBrojaThenIminThenMmi(long seed) {
    JointDistribution table = RandomTables.of(seed);
    Solution broja = BrojaSolver.solve(table);
    double least = ClosedFormMeasure.I_MIN.decompose(table).redundancy();
    double most = ClosedFormMeasure.I_MMI.decompose(table).redundancy();

    assertThat(broja.decomposition().redundancy())
        .as("seed %d", seed)
        .isLessThanOrEqualTo(least + broja.gapNats() + ROUNDING);
    assertThat(least).as("seed %d", seed).isLessThanOrEqualTo(most + ROUNDING);
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void theAtomsOfAnyMeasureAddUpToTheInformations(long seed) {
    JointDistribution table = RandomTables.of(seed);
    for (ClosedFormMeasure measure : ClosedFormMeasure.values()) {
      Decomposition nats = measure.decompose(table);
      double[] atoms = {
        nats.redundancy(), nats.distillationGap(), nats.studentUnique(), nats.synergy()
      };
      assertThat(atoms[0] + atoms[1])
          .as("%s, seed %d", measure, seed)
          .isCloseTo(nats.teacherInformation(), within(ROUNDING));
      assertThat(atoms[0] + atoms[2])
          .as("%s, seed %d", measure, seed)
          .isCloseTo(nats.studentInformation(), within(ROUNDING));
      assertThat(Arrays.stream(atoms).sum())
          .as("%s, seed %d", measure, seed)
          .isCloseTo(nats.jointInformation(), within(ROUNDING));
    }
  }

  @Test
  void everyMeasureIsFoundByItsLabelAndNoOtherIs() {
    for (ClosedFormMeasure measure : ClosedFormMeasure.values()) {
      assertThat(ClosedFormMeasure.labelled(measure.label())).contains(measure);
    }
    assertThat(ClosedFormMeasure.labelled("broja")).isEmpty();
  }
}
