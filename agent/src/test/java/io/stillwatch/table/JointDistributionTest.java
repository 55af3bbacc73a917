package io.stillwatch.table;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class JointDistributionTest {
  private static final double LAST_DIGITS = 1e-13;

  private static JointDistribution of(TableShape shape, double... pmf) {
    return JointDistribution.ofProbabilities(shape, pmf);
  }

  @Test
  void aThousandLabelsCutTwoWaysHaveTheirClosedForm() {
    TripleTable.Builder table = TripleTable.builder(new TableShape(1000, 50, 50));
    for (int y = 0; y < 1000; y++) {
      table.add(y, y % 50, y / 20, 3);
    }
    JointDistribution distribution = JointDistribution.of(table.build());

    expect(distribution.labelEntropy(), Math.log(1000));
    expect(distribution.labelTeacher().mutualInformation(), Math.log(50));
    expect(distribution.labelStudent().mutualInformation(), Math.log(50));
    expect(distribution.jointInformation(), Math.log(1000));
    expect(distribution.teacherStudent().mutualInformation(), Math.log(2.5));
    assertThat(distribution.nuisanceCopying()).isZero();
  }

  @Test
  void inALargeTableWithoutDependenceEveryInformationIsNothing() {
    TripleTable.Builder table = TripleTable.builder(new TableShape(1000, 50, 50));
    for (int cell = 0; cell < 1000 * 2500; cell++) {
      int t = cell / 50 % 50;
      int s = cell % 50;
      table.add(cell / 2500, t, s, (1L + t) * (1 + s % 7) * (1 + cell / 2500 % 3));
    }
    JointDistribution distribution = JointDistribution.of(table.build());

    assertThat(distribution.labelTeacher().mutualInformation()).isBetween(0.0, 1e-25);
    assertThat(distribution.teacherStudent().mutualInformation()).isBetween(0.0, 1e-25);
    assertThat(distribution.jointInformation()).isBetween(0.0, 1e-25);
    assertThat(distribution.nuisanceCopying()).isBetween(0.0, 1e-25);
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5})
  void theChainRulesHoldToTheLastDigits(long seed) {
    JointDistribution joint = JointDistribution.of(RandomCounts.of(new TableShape(7, 6, 5), seed));

    // I(T;S) + I(Y;T,S) = I(Y;T) + I(Y;S) + I(T;S|Y): both count the dependence of all three.
    double left = joint.teacherStudent().mutualInformation() + joint.jointInformation();
    double right =
        joint.labelTeacher().mutualInformation()
            + joint.labelStudent().mutualInformation()
            + joint.nuisanceCopying();
    assertThat(left).as("seed %d", seed).isCloseTo(right, within(LAST_DIGITS));
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5})
  void theTeachersInformationIsTheSameBitsWhateverTheStudentsCodes(long seed) {
    Random random = Seeds.random(seed);
    TableShape few = new TableShape(10, 9, 1);
    TableShape many = new TableShape(10, 9, 31);
    TripleTable.Builder one = TripleTable.builder(few);
    TripleTable.Builder other = TripleTable.builder(many);
    for (int sample = 0; sample < 3000; sample++) {
      int y = random.nextInt(10);
      int t = Math.min(8, y + random.nextInt(4));
      one.add(y, t, 0, 1);
      other.add(y, t, random.nextInt(31), 1);
    }
    JointDistribution alone = JointDistribution.of(one.build());
    JointDistribution joined = JointDistribution.of(other.build());

    assertThat(bits(joined.labelTeacher().mutualInformation()))
        .as("seed %d", seed)
        .isEqualTo(bits(alone.labelTeacher().mutualInformation()));
    assertThat(bits(joined.labelEntropy()))
        .as("seed %d", seed)
        .isEqualTo(bits(alone.labelEntropy()));
  }

  @Test
  void countsUpToTheLargestWholeDoubleKeepTheirLastDigits() {
    long largest = 1L << 53;
    TableShape bits = new TableShape(2, 2, 1);
    JointDistribution fair =
        JointDistribution.of(
            TripleTable.builder(bits).add(0, 0, 0, largest).add(1, 1, 0, largest).build());
    JointDistribution rare =
        JointDistribution.of(
            TripleTable.builder(bits).add(0, 0, 0, largest).add(1, 1, 0, 1).build());

    expect(fair.labelTeacher().mutualInformation(), Math.log(2));
    double p = 1.0 / largest;
    double entropy = p * 53 * Math.log(2) + p;
    assertThat(rare.labelTeacher().mutualInformation()).isCloseTo(entropy, within(p * 1e-12));
  }

  @Test
  void probabilitiesOfAllSizesLeaveNothingNegativeOrUndefined() {
    JointDistribution joint =
        of(new TableShape(2, 2, 2), 1, 1e-300, 0, 1e-200, 1e-150, 1e-320, 1e-16, 1e-100);

    assertThat(joint.labelTeacher().mutualInformation()).isBetween(0.0, 1e-14);
    assertThat(joint.jointInformation()).isBetween(0.0, 1e-14);
    assertThat(joint.nuisanceCopying()).isBetween(0.0, 1e-14);
    assertThat(joint.labelTeacher().pointwiseInformation(1, 0)).isFinite();
    assertThat(joint.pointwiseJointInformation(1, 0, 1)).isFinite();
  }

  @Test
  void pointwiseInformationsAreLogarithmsOfRatios() {
    JointDistribution joint = of(new TableShape(2, 2, 2), 0.1, 0.2, 0.05, 0.15, 0.2, 0, 0.1, 0.2);

    // p(y=1,t=0) = .2, p(y=1) = .5, p(t=0) = .5; p(t=1,s=1) = .35.
    expect(joint.labelTeacher().pointwiseInformation(1, 0), Math.log(0.2 / 0.5 / 0.5));
    expect(joint.pointwiseJointInformation(1, 1, 1), Math.log(0.2 / 0.5 / 0.35));
  }

  @Test
  void aPmfThatSumsAlmostToOneIsNormalised() {
    JointDistribution joint = of(new TableShape(2, 1, 1), 0.5, 0.5 - 5e-7);

    expect(joint.probability(0, 0, 0) + joint.probability(1, 0, 0), 1);
    expect(joint.labelTeacher().rowProbability(0), 0.5 / (1 - 5e-7));
  }

  @Test
  void marginalsOfProbabilitiesAreTheSumsOverTheThirdAxis() {
    JointDistribution joint = of(new TableShape(2, 2, 2), 0.1, 0.2, 0.05, 0.15, 0.2, 0, 0.1, 0.2);

    expect(joint.labelTeacher().probability(0, 1), 0.2);
    expect(joint.labelStudent().probability(0, 1), 0.35);
    expect(joint.teacherStudent().probability(1, 0), 0.15);
    expect(joint.labelStudent().columnProbability(1), 0.55);
    expect(joint.teacherStudent().rowProbability(0), 0.5);
    assertThat(joint.labelTeacher().rows()).isEqualTo(2);
    assertThat(joint.labelTeacher().columns()).isEqualTo(2);
  }

  @ParameterizedTest
  @CsvSource({
    "-0.1, 1.1, probability was -0.1; must be between 0 and 1",
    "NaN, 1, probability was NaN; must be between 0 and 1",
    "Infinity, 0, probability was Infinity; must be between 0 and 1",
    "0.5, 0.4, sum of probabilities was 0.9; must be 1 to within 1.0E-6",
    "0.75, 0.75, sum of probabilities was 1.5; must be 1 to within 1.0E-6",
  })
  void whatIsNoPmfIsRefused(double first, double second, String message) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> of(new TableShape(2, 1, 1), first, second))
        .withMessage(message);
  }

  @Test
  void aPmfOfAnotherSizeIsRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> of(new TableShape(2, 1, 1), 1))
        .withMessage("number of probabilities was 1; must be 2");
  }

  @Test
  void anEmptyTableHasNoDistribution() {
    assertThatIllegalArgumentException()
        .isThrownBy(
            () -> JointDistribution.of(TripleTable.builder(new TableShape(2, 2, 2)).build()))
        .withMessage("total of the table was 0; must be at least 1");
  }

  @Test
  void thePmfGivenIsCopied() {
    double[] pmf = {0.5, 0.5};
    JointDistribution joint = JointDistribution.ofProbabilities(new TableShape(2, 1, 1), pmf);
    Arrays.fill(pmf, 0);

    assertThat(joint.probability(0, 0, 0)).isEqualTo(0.5);
  }

  private static void expect(double found, double nats) {
    assertThat(found).isCloseTo(nats, within(LAST_DIGITS));
  }

  private static long bits(double value) {
    return Double.doubleToLongBits(value);
  }
}
