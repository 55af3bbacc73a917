package io.stillwatch.interval;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.stillwatch.interval.BiasCorrection.Analytic;
import io.stillwatch.interval.BiasCorrection.Bootstrap;
import io.stillwatch.interval.BiasCorrection.Jackknife;
import io.stillwatch.interval.BiasCorrection.None;
import io.stillwatch.interval.NoisyClassifiers.Row;
import io.stillwatch.pid.BrojaSolver;
import io.stillwatch.pid.Decomposition;
import io.stillwatch.pid.Solution;
import io.stillwatch.table.BlockedTable;
import io.stillwatch.table.JointDistribution;
import io.stillwatch.table.LabelMix;
import io.stillwatch.table.Seeds;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What holds for every correction, and how intervals are made of what it found. */
final class CorrectionsTest {
  private static final int CLASSES = NoisyClassifiers.CLASSES;
  private static final int BLOCKS = 10;
  private static final int ROWS = 1_000;
  private static final int IMAGES = 100;
  private static final int TOKENS = 64;

  static Stream<BiasCorrection> corrections() {
    return Stream.of(new None(), new Jackknife(), new Analytic(), new Bootstrap(30, 5));
  }

  static Stream<BiasCorrection> correctionsThatCorrect() {
    return Stream.of(new Jackknife(), new Analytic(), new Bootstrap(100, 5));
  }

  static Stream<BiasCorrection> correctionsThatResample() {
    return Stream.of(new Jackknife(), new Bootstrap(100, 5));
  }

  private static List<Row> rows(long seed) {
    return NoisyClassifiers.of(.8, .4, .4, 3).sample(ROWS, Seeds.random(seed));
  }

  private static BlockedTable inBlocks(List<Row> rows) {
    BlockedTable.Builder table = BlockedTable.builder(NoisyClassifiers.SHAPE, BLOCKS);
    for (int i = 0; i < rows.size(); i++) {
      Row row = rows.get(i);
      table.add(i % BLOCKS, row.label(), row.teacher(), row.student(), 1);
    }
    return table.build();
  }

  @ParameterizedTest
  @MethodSource("corrections")
  void theSameTableAndCorrectionGiveTheSameBits(BiasCorrection correction) {
    assertThat(Estimator.estimate(inBlocks(rows(1)), ROWS, correction))
        .isEqualTo(Estimator.estimate(inBlocks(rows(1)), ROWS, correction));
  }

  /** Over a fixed probe set a frozen teacher's information stays the same to the last bit. */
  @ParameterizedTest
  @MethodSource("corrections")
  void whatTheTeacherKnowsDoesNotDependOnTheStudentsCodes(BiasCorrection correction) {
    List<Row> rows = rows(2);
    Random random = Seeds.random(3);
    List<Row> others = new ArrayList<>();
    for (Row row : rows) {
      others.add(new Row(row.label(), row.teacher(), random.nextInt(CLASSES)));
    }
    Estimates one = Estimator.estimate(inBlocks(rows), ROWS, correction);
    Estimates other = Estimator.estimate(inBlocks(others), ROWS, correction);
    assertThat(other.redundancy()).isNotEqualTo(one.redundancy());
    assertThat(other.teacherInformation()).isEqualTo(one.teacherInformation());
  }

  @ParameterizedTest
  @MethodSource("corrections")
  void everyIdentityHoldsAmongTheCorrectedValues(BiasCorrection correction) {
    Decomposition d = Estimator.estimate(inBlocks(rows(4)), ROWS, correction).corrected();
    assertThat(d.redundancy() + d.distillationGap())
        .isCloseTo(d.teacherInformation(), within(1e-14));
    assertThat(d.redundancy() + d.studentUnique()).isCloseTo(d.studentInformation(), within(1e-14));
    assertThat(d.redundancy() - d.synergy() + d.nuisanceCopying())
        .isCloseTo(d.copying(), within(1e-14));
  }

  @ParameterizedTest
  @MethodSource("corrections")
  void fromOneBlockNothingIsToBeLearntOfTheBias(BiasCorrection correction) {
    BlockedTable.Builder table = BlockedTable.builder(NoisyClassifiers.SHAPE, BLOCKS);
    rows(5).forEach(row -> table.add(4, row.label(), row.teacher(), row.student(), 1));
    assertThat(Estimator.estimate(table.build(), ROWS, correction))
        .isEqualTo(Estimator.estimate(table.build(), ROWS, new None()));
  }

  /** METHOD.md section 7, F10: 100 images of 64 tokens that share a label and codes at random. */
  private static Estimates sharedByTheirImages(BiasCorrection correction) {
    Random random = Seeds.random(7);
    BlockedTable.Builder table = BlockedTable.builder(NoisyClassifiers.SHAPE, BLOCKS);
    for (int image = 0; image < IMAGES; image++) {
      int label = random.nextInt(CLASSES);
      int block = Seeds.block(Seeds.hash(image), BLOCKS);
      table.add(block, label, random.nextInt(CLASSES), random.nextInt(CLASSES), TOKENS);
    }
    return Estimator.estimate(table.build(), IMAGES, correction);
  }

  /** The truth is 0, and what the table holds, about .48 nats, is bias. */
  @ParameterizedTest
  @MethodSource("correctionsThatCorrect")
  void tokensThatShareTheirImagesCodesAreOneSample(BiasCorrection correction) {
    Estimates found = sharedByTheirImages(correction);
    assertThat(found.plugin().teacherInformation()).isGreaterThan(.35);
    assertThat(found.corrected().teacherInformation()).isLessThan(.2);
    assertThat(found.teacherInformation().lower()).isZero();
  }

  /** Second derivatives know of less scatter than blocks left out or drawn. */
  @ParameterizedTest
  @MethodSource("correctionsThatResample")
  void suchAGapIsTooUncertainToBeJudged(BiasCorrection correction) {
    Estimates found = sharedByTheirImages(correction);
    double entropy = found.plugin().labelEntropy();
    assertThat(found.distillationGap().halfWidth()).isGreaterThan(.10 * entropy);
  }

  /**
   * Tokens with codes of their own are many samples although they come in few images: what the
   * table holds is hardly bias, and must not be corrected away, as 100 rows' worth of it, some .4
   * nats, would be. The truth, a code that is the image's label in 6 of 10 tokens and else any, is
   * I(Y;T) = .858 nats by its closed form; three standard errors.
   */
  @ParameterizedTest
  @MethodSource("correctionsThatCorrect")
  void tokensWithCodesOfTheirOwnAreManySamples(BiasCorrection correction) {
    Random random = Seeds.random(8);
    BlockedTable.Builder table = BlockedTable.builder(NoisyClassifiers.SHAPE, BLOCKS);
    for (int image = 0; image < IMAGES; image++) {
      int label = random.nextInt(CLASSES);
      for (int token = 0; token < TOKENS; token++) {
        int teacher = random.nextDouble() < .6 ? label : random.nextInt(CLASSES);
        int student = random.nextDouble() < .6 ? label : random.nextInt(CLASSES);
        table.add(Seeds.block(Seeds.hash(image), BLOCKS), label, teacher, student, 1);
      }
    }
    double truth = Math.log(CLASSES) + .64 * Math.log(.64) + 9 * .04 * Math.log(.04);
    Estimates found = Estimator.estimate(table.build(), IMAGES, correction);
    assertThat(found.corrected().teacherInformation())
        .isCloseTo(truth, within(.06))
        .isCloseTo(found.plugin().teacherInformation(), within(.03));
  }

  @Test
  void anIntervalIsAsWideAsItsErrorsAndOneRow() {
    BlockedTable table = inBlocks(rows(9));
    Solution whole = BrojaSolver.solve(JointDistribution.of(table.whole()));
    Scatter influence = Influences.of(table.whole(), LabelMix.OWN, whole).teacher();
    double half = 1.96 * influence.standardError(ROWS) + Math.log(1 + ROWS) / ROWS;
    Estimate found = Estimator.estimate(table, ROWS, new None()).teacherInformation();
    assertThat((found.upper() - found.lower()) / 2).isCloseTo(half, within(1e-14));
    assertThat((found.upper() + found.lower()) / 2)
        .isCloseTo(found.value() + influence.skewShift(ROWS), within(1e-14));
  }

  @Test
  void aCorrectionIsAsUncertainAsItIsLarge() {
    BlockedTable table = inBlocks(rows(9));
    Solution whole = BrojaSolver.solve(JointDistribution.of(table.whole()));
    Correction found = Correction.of(table, whole, new Jackknife());
    double influence =
        Influences.of(table.whole(), LabelMix.OWN, whole).standardErrors(ROWS).redundancy();
    Estimates estimates = Estimator.estimate(table, ROWS);
    double corrected = estimates.plugin().redundancy() - estimates.redundancy().value();
    double error = 1.96 * Math.max(influence, found.errors().redundancy());
    double expected =
        Math.hypot(error, corrected) + Math.log(1 + ROWS) / ROWS + found.certificateNats();
    assertThat(Math.abs(corrected)).isGreaterThan(.001);
    Estimate interval = estimates.redundancy();
    assertThat((interval.upper() - interval.lower()) / 2).isCloseTo(expected, within(1e-12));
  }

  /** 10 labels, each seen at least once, may well be equally likely. */
  @Test
  void whatALabelHoldsMayBeMoreThanInTheSample() {
    BlockedTable.Builder table = BlockedTable.builder(NoisyClassifiers.SHAPE, BLOCKS);
    for (int i = 0; i < 100; i++) {
      int label = i < 20 ? i % CLASSES : Math.min(i % 12, CLASSES - 1);
      table.add(i % BLOCKS, label, label, label, 1);
    }
    Estimates found = Estimator.estimate(table.build(), 100);
    assertThat(found.plugin().labelEntropy()).isLessThan(Math.log(CLASSES) - .01);
    assertThat(found.teacherInformation().upper()).isEqualTo(Math.log(CLASSES));
  }
}
