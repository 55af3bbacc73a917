package io.stillwatch.interval;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.stillwatch.interval.NoisyClassifiers.Row;
import io.stillwatch.pid.Decomposition;
import io.stillwatch.table.BlockedTable;
import io.stillwatch.table.Seeds;
import io.stillwatch.table.TableShape;
import io.stillwatch.table.TripleTable;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.function.IntUnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Exact cases: METHOD.md section 6. */
final class EstimatorTest {
  private static final int BLOCKS = 10;
  private static final long SEED = 7;

  private static Estimates estimate(TripleTable table) {
    return Estimator.estimate(BlockedTable.dealt(table, BLOCKS, SEED), (double) table.total());
  }

  /** Rows in their order; row i stands in block i mod 10. */
  private static BlockedTable inBlocks(List<Row> rows) {
    BlockedTable.Builder table = BlockedTable.builder(NoisyClassifiers.SHAPE, BLOCKS);
    for (int i = 0; i < rows.size(); i++) {
      Row row = rows.get(i);
      table.add(i % BLOCKS, row.label(), row.teacher(), row.student(), 1);
    }
    return table.build();
  }

  private static List<Row> rows(long seed) {
    return NoisyClassifiers.of(.9, .4, .4, seed).sample(2_000, Seeds.random(seed));
  }

  private static void assertCovers(Estimate estimate, double expected) {
    assertThat(expected).isBetween(estimate.lower() - 1e-9, estimate.upper() + 1e-9);
  }

  @Test
  void theSameTableAndBlocksGiveTheSameBits() {
    assertThat(Estimator.estimate(inBlocks(rows(1)), 2_000))
        .isEqualTo(Estimator.estimate(inBlocks(rows(1)), 2_000));
  }

  @Test
  void whatTheTeacherKnowsDoesNotDependOnTheStudentsCodes() {
    List<Row> rows = rows(2);
    List<Row> others = new ArrayList<>();
    Random random = Seeds.random(3);
    for (Row row : rows) {
      others.add(new Row(row.label(), row.teacher(), random.nextInt(10)));
    }
    Estimates one = Estimator.estimate(inBlocks(rows), 2_000);
    Estimates other = Estimator.estimate(inBlocks(others), 2_000);
    assertThat(other.redundancy()).isNotEqualTo(one.redundancy());
    assertThat(other.teacherInformation()).isEqualTo(one.teacherInformation());
    assertThat(Double.doubleToLongBits(other.plugin().teacherInformation()))
        .isEqualTo(Double.doubleToLongBits(one.plugin().teacherInformation()));
    assertThat(Double.doubleToLongBits(other.corrected().teacherInformation()))
        .isEqualTo(Double.doubleToLongBits(one.corrected().teacherInformation()));
  }

  @Test
  void whatTheStudentKnowsDoesNotDependOnTheTeachersCodes() {
    List<Row> rows = rows(2);
    List<Row> others = new ArrayList<>();
    for (Row row : rows) {
      others.add(new Row(row.label(), row.student(), row.student()));
    }
    assertThat(Estimator.estimate(inBlocks(others), 2_000).studentInformation())
        .isEqualTo(Estimator.estimate(inBlocks(rows), 2_000).studentInformation());
  }

  /** METHOD.md, fact 1: how teacher and student pair up within a label changes no atom but one. */
  @Test
  void redundancyAndGapRestOnThePairTablesAlone() {
    List<Row> rows = NoisyClassifiers.of(.999, .4, .4, 2).sample(2_000, Seeds.random(2));
    Decomposition one = Estimator.estimate(inBlocks(rows), 2_000).corrected();
    Decomposition other = Estimator.estimate(inBlocks(paired(rows, 4)), 2_000).corrected();
    assertThat(other.copying()).isNotCloseTo(one.copying(), within(1e-3));
    assertThat(other.redundancy()).isCloseTo(one.redundancy(), within(2e-6));
    assertThat(other.distillationGap()).isCloseTo(one.distillationGap(), within(2e-6));
  }

  /** Deals the students' codes anew among the rows of the same label and block. */
  private static List<Row> paired(List<Row> rows, long seed) {
    List<Row> dealt = new ArrayList<>(rows);
    for (int first = 0; first < BLOCKS * NoisyClassifiers.CLASSES; first++) {
      List<Integer> places = new ArrayList<>();
      List<Integer> students = new ArrayList<>();
      for (int i = first % BLOCKS; i < rows.size(); i += BLOCKS) {
        if (rows.get(i).label() == first / BLOCKS) {
          places.add(i);
          students.add(rows.get(i).student());
        }
      }
      Collections.shuffle(students, Seeds.random(Seeds.with(seed, first)));
      for (int i = 0; i < places.size(); i++) {
        Row row = rows.get(places.get(i));
        dealt.set(places.get(i), new Row(row.label(), row.teacher(), students.get(i)));
      }
    }
    return dealt;
  }

  @Test
  void aStudentThatIsItsPerfectTeacherHasDistilledEverything() {
    TripleTable.Builder table = TripleTable.builder(new TableShape(2, 2, 2));
    Estimates found = estimate(table.add(0, 0, 0, 10_000).add(1, 1, 1, 10_000).build());
    Estimate ratio = found.distilledRatio().orElseThrow();
    assertThat(ratio.value()).isCloseTo(1, within(1e-6));
    assertThat(ratio.lower()).isGreaterThan(.999);
    assertCovers(found.redundancy(), Math.log(2));
    assertCovers(found.distillationGap(), 0);
  }

  @Test
  void aTeacherThatTossesACoinHasNoDistilledRatio() {
    TripleTable.Builder table = TripleTable.builder(new TableShape(2, 2, 2));
    for (int coin = 0; coin < 2; coin++) {
      table.add(0, coin, 0, 2_500).add(1, coin, 1, 2_500);
    }
    Estimates found = estimate(table.build());
    assertThat(found.distilledRatio()).isEmpty();
    assertCovers(found.teacherInformation(), 0);
    assertCovers(found.redundancy(), 0);
    assertCovers(found.studentUnique(), Math.log(2));
  }

  @Test
  void theAndOfBothHoldsRedundancyAndSynergyWithoutAGap() {
    TripleTable.Builder table = TripleTable.builder(new TableShape(2, 2, 2));
    for (int t = 0; t < 2; t++) {
      for (int s = 0; s < 2; s++) {
        table.add(t & s, t, s, 5_000);
      }
    }
    Estimates found = estimate(table.build());
    assertCovers(found.redundancy(), .311278 * Math.log(2));
    assertCovers(found.distillationGap(), 0);
    assertCovers(found.studentUnique(), 0);
    assertThat(found.redundancy().halfWidth()).isLessThan(.01);
    assertThat(found.corrected().synergy()).isCloseTo(.5 * Math.log(2), within(.01));
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 2, 5, 8, 9})
  void aStudentThatKnowsSomeClassesIsCoveredByItsClosedForm(int known) {
    TripleTable table = knowing(y -> Math.min(y, known), 20_000);
    Estimates found = estimate(table);
    double unknown = 10 - known;
    double gapNats = unknown / 10 * Math.log(unknown);
    assertCovers(found.distillationGap(), gapNats);
    assertCovers(found.redundancy(), Math.log(10) - gapNats);
    assertCovers(found.distilledRatio().orElseThrow(), 1 - gapNats / Math.log(10));
    assertThat(found.distillationGap().halfWidth()).isLessThan(.03);
  }

  private static TripleTable knowing(IntUnaryOperator student, long rows) {
    TripleTable.Builder table = TripleTable.builder(NoisyClassifiers.SHAPE);
    for (int y = 0; y < 10; y++) {
      table.add(y, y, student.applyAsInt(y), rows / 10);
    }
    return table.build();
  }

  /** METHOD.md section 7, F10: 100 images of 64 tokens that share a label and codes at random. */
  @Test
  void rowsThatBelongTogetherCountOnce() {
    Random random = Seeds.random(SEED);
    BlockedTable.Builder together = BlockedTable.builder(NoisyClassifiers.SHAPE, BLOCKS);
    TripleTable.Builder apart = TripleTable.builder(NoisyClassifiers.SHAPE);
    for (int image = 0; image < 100; image++) {
      int label = random.nextInt(10);
      int teacher = random.nextInt(10);
      int student = random.nextInt(10);
      together.add(Seeds.block(Seeds.hash(image), BLOCKS), label, teacher, student, 64);
      apart.add(label, teacher, student, 64);
    }
    Estimates grouped = Estimator.estimate(together.build(), 100);
    assertCovers(grouped.teacherInformation(), 0);
    assertThat(estimate(apart.build()).teacherInformation().lower()).isGreaterThan(.3);
  }

  @Test
  void oneLabelAloneHasNothingToTell() {
    TripleTable.Builder table = TripleTable.builder(new TableShape(1, 2, 2));
    Estimates found = estimate(table.add(0, 0, 1, 100).add(0, 1, 0, 100).build());
    assertThat(found.redundancy()).isEqualTo(new Estimate(0, 0, 0));
    assertThat(found.teacherInformation()).isEqualTo(new Estimate(0, 0, 0));
    assertThat(found.distilledRatio()).isEmpty();
  }

  @Test
  void anEmptyTableIsRefused() {
    BlockedTable empty = BlockedTable.builder(NoisyClassifiers.SHAPE, BLOCKS).build();
    assertThatThrownBy(() -> Estimator.estimate(empty, 1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("must be at least 1");
  }

  @ParameterizedTest
  @ValueSource(doubles = {0, -1, Double.NaN})
  void withoutIndependentRowsThereIsNoInterval(double effectiveRows) {
    BlockedTable table = inBlocks(rows(1));
    assertThatThrownBy(() -> Estimator.estimate(table, effectiveRows))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("effective rows were " + effectiveRows + "; must be above 0");
  }
}
