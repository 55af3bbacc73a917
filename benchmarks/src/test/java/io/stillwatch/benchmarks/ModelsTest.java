package io.stillwatch.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.stillwatch.benchmarks.Models.Tables;
import io.stillwatch.table.JointDistribution;
import io.stillwatch.table.TableShape;
import java.util.Arrays;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

final class ModelsTest {
  private static final TableShape SHAPE = new TableShape(4, 8, 3);

  static Stream<Tables> families() {
    return Models.all().stream();
  }

  private static double[] cells(JointDistribution table) {
    TableShape shape = table.shape();
    return IntStream.range(0, shape.cells())
        .mapToDouble(
            cell ->
                table.probability(
                    cell / shape.studentStates() / shape.teacherStates(),
                    cell / shape.studentStates() % shape.teacherStates(),
                    cell % shape.studentStates()))
        .toArray();
  }

  @ParameterizedTest
  @MethodSource("families")
  void theSameSeedGivesTheSameTable(Tables family) {
    assertThat(cells(family.table(SHAPE, 7))).isEqualTo(cells(family.table(SHAPE, 7)));
  }

  @ParameterizedTest
  @MethodSource("families")
  void everyTableOfAFamilyIsDifferent(Tables family) {
    Set<String> different =
        family.tables(SHAPE, 4).stream()
            .map(table -> Arrays.toString(cells(table)))
            .collect(Collectors.toSet());
    assertThat(different).hasSameSizeAs(family.tables(SHAPE, 4));
  }

  @Test
  void onlyTheExactClassifiersHaveOneTableAlone() {
    assertThat(Models.all().stream().filter(family -> family.tables(SHAPE, 4).size() == 1))
        .containsExactly(new Tables(Models.classifiers(0.9), Models.EXACT));
  }

  @Test
  void aClassifierIsRightAsOftenAsItsAccuracySays() {
    JointDistribution table = Models.classifiers(0.9).exact(SHAPE, 0);
    double right = 0;
    for (int y = 0; y < 4; y++) {
      right += table.labelTeacher().probability(y, y) + table.labelTeacher().probability(y, y + 4);
    }
    assertThat(right).isCloseTo(0.9, within(1e-12));
  }

  @Test
  void aStudentThatOnlyCopiesTheTeacherHasItsCodes() {
    TableShape square = new TableShape(5, 10, 10);
    JointDistribution table = new NoisyClassifiers(0.6, 1, 0).exact(square, 0);
    for (int t = 0; t < 10; t++) {
      assertThat(table.teacherStudent().probability(t, t)).isCloseTo(0.1, within(1e-12));
    }
  }

  @Test
  void aStudentThatOnlyCopiesTheLabelIsAlwaysRight() {
    JointDistribution table = new NoisyClassifiers(0.6, 0, 1).exact(new TableShape(4, 4, 8), 0);
    assertThat(table.labelStudent().mutualInformation()).isCloseTo(Math.log(4), within(1e-12));
  }

  @Test
  void aHistogramHasItsRowsAndOnlyCellsOfTheModel() {
    JointDistribution model = new DirichletJoint(0.1).exact(SHAPE, 3);
    JointDistribution histogram = Sampling.of(model).histogram(500, new Random(3));
    double[] probabilities = cells(model);
    double[] shares = cells(histogram);
    for (int cell = 0; cell < shares.length; cell++) {
      assertThat(shares[cell] * 500).isCloseTo(Math.rint(shares[cell] * 500), within(1e-9));
      assertThat(shares[cell] > 0 && probabilities[cell] == 0).as("cell %d", cell).isFalse();
    }
  }

  @Test
  void manyRowsComeNearTheModel() {
    JointDistribution model = new DirichletMarginals(1).exact(new TableShape(3, 3, 3), 5);
    JointDistribution histogram = Sampling.of(model).histogram(1_000_000, new Random(5));
    assertThat(cells(histogram)).containsExactly(cells(model), within(3e-3));
  }
}
