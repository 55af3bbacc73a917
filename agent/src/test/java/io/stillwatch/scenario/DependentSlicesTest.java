package io.stillwatch.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.stillwatch.sample.Role;
import io.stillwatch.snapshot.LabelDependence;
import io.stillwatch.snapshot.LabelSettings;
import io.stillwatch.snapshot.SliceErrors;
import java.util.List;
import java.util.function.IntFunction;
import java.util.function.IntUnaryOperator;
import org.junit.jupiter.api.Test;

/** Slices that are defined through the label get rates and a warning, and no decomposition. */
final class DependentSlicesTest {
  private static final String ALL = "teacher/logits>student/logits label all";

  private static int label(int row) {
    return row % 10;
  }

  /** Wrong in every tenth row of each class. */
  private static int teacher(int row) {
    return isHard(row) ? (row + 1) % 10 : label(row);
  }

  /** Takes over every second error of its teacher, and makes some of its own elsewhere. */
  private static int student(int row) {
    if (isHard(row) && row / 100 % 2 == 0) {
      return teacher(row);
    }
    return row % 20 == 3 ? 5 : label(row);
  }

  private static boolean isHard(int row) {
    return row / 10 % 10 == 0;
  }

  private static Probe probe(int rows, IntFunction<String> slice) {
    return Probe.of(rows)
        .label(DependentSlicesTest::label)
        .scores(Role.TEACHER, 10, DependentSlicesTest::teacher)
        .scores(Role.STUDENT, 10, DependentSlicesTest::student)
        .slices(slice);
  }

  private static Scenario run(int rows, IntFunction<String> slice) {
    return Scenario.usual().send(probe(rows, slice));
  }

  private static void assertRates(
      SliceErrors slice, LabelDependence dependence, double teacher, double inherited) {
    assertThat(slice.dependence()).isEqualTo(dependence);
    assertThat(slice.errors().teacherRatio()).isCloseTo(teacher, within(1e-12));
    assertThat(slice.errors().inheritanceRatio().orElseThrow()).isCloseTo(inherited, within(1e-12));
  }

  @Test
  void aDeclaredSliceHasRatesAndNoDecomposition() {
    LabelSettings declared = new LabelSettings(8, List.of("hard*"));
    IntFunction<String> slice = row -> row / 10 % 10 < 2 ? "hardish" : "easy";
    Scenario run =
        Scenario.of(declared).send(probe(2_000, slice)).send(probe(2_000, slice).step(1));
    assertThat(run.views()).containsExactly(ALL, ALL.replace("all", "easy"));
    assertThat(run.rates()).extracting(errors -> errors.id().hop()).containsExactly(0L, 1L);
    // Half of the slice's 400 rows are wrong, and half of those are copied.
    assertRates(run.rates().get(0), LabelDependence.DECLARED, .5, .5);
    assertThat(run.rates().get(0).span().samples()).isEqualTo(400);
    assertThat(run.leftOut().stream().distinct())
        .containsExactly(
            "slice hardish is declared as label-dependent (task label): it tells the label, so"
                + " there is nothing to decompose in it; its error rates are served");
  }

  @Test
  void aSliceOfOneLabelHasRates() {
    Scenario run = run(2_000, row -> row % 10 == 7 ? "sevens" : "others");
    assertThat(run.views()).containsExactly(ALL, ALL.replace("all", "others"));
    assertRates(run.rates().get(0), LabelDependence.ONE_LABEL, .1, .5);
  }

  /** Fact 7's own example, for ten classes. */
  @Test
  void aSliceOnWhichTheTeacherIsAlwaysWrongIsFoundWithoutASetting() {
    Scenario run = run(2_000, row -> isHard(row) ? "teacher wrong" : "teacher right");
    assertThat(run.views()).containsExactly(ALL, ALL.replace("all", "teacher right"));
    assertRates(run.rates().get(0), LabelDependence.TEACHER_WRONG, 1, .5);
    assertThat(run.leftOut())
        .singleElement()
        .asString()
        .startsWith("the teacher is wrong on every row of slice teacher wrong");
  }

  /** F16: where the student answers by the domain it is wrong on all of [D != Y]. */
  @Test
  void f16ASliceOnDomainUnlikeLabelIsFoundByAStudentThatAnswersByTheDomain() {
    IntUnaryOperator label = row -> row % 2;
    IntUnaryOperator domain = row -> row % 2 ^ (row / 2 % 10 == 0 ? 1 : 0);
    Scenario run =
        Scenario.usual()
            .send(
                Probe.of(2_000)
                    .label(label)
                    .scores(Role.TEACHER, 2, label)
                    .scores(Role.STUDENT, 2, domain)
                    .slices(row -> row / 2 % 10 == 0 ? "differs" : "same"));
    assertThat(run.views()).containsExactly(ALL, ALL.replace("all", "same"));
    SliceErrors differs = run.rates().get(0);
    assertThat(differs.dependence()).isEqualTo(LabelDependence.STUDENT_WRONG);
    assertThat(differs.errors().studentRatio()).isEqualTo(1);
    assertThat(differs.errors().teacherRatio()).isZero();
    assertThat(differs.errors().inheritanceRatio()).isEmpty();
  }

  /** Under a strong attack, or of classes that are new: the gap is what one wants to see there. */
  @Test
  void aSliceOnWhichAStudentOfManyClassesIsNeverRightIsStillDecomposed() {
    Scenario run =
        Scenario.usual()
            .send(
                Probe.of(2_000)
                    .label(DependentSlicesTest::label)
                    .scores(Role.TEACHER, 10, DependentSlicesTest::label)
                    .scores(
                        Role.STUDENT,
                        10,
                        row -> isHard(row) ? (row + 1 + row / 100 % 9) % 10 : label(row))
                    .slices(row -> isHard(row) ? "attacked" : "clean"));
    assertThat(run.rates()).isEmpty();
    assertThat(run.atoms("teacher/logits>student/logits", "label", "attacked").gap())
        .isGreaterThan(3);
  }

  @Test
  void aDomainThatGoesWithTheLabelIsSoundAndStays() {
    Scenario run = run(2_000, row -> row % 10 < 5 == row / 10 % 10 < 9 ? "land" : "water");
    assertThat(run.rates()).isEmpty();
    assertThat(run.leftOut()).isEmpty();
    assertThat(run.views()).hasSize(3);
  }

  @Test
  void aFewRowsThatAreAllWrongAreNoSliceOfErrors() {
    // Eight rows of 240, all wrong: chance does that in one of 1,200 draws.
    Scenario few = run(240, row -> isHard(row) && row < 102 && row % 10 < 6 ? "a" : "b");
    assertThat(few.rates()).isEmpty();
    assertThat(few.views()).hasSize(3);
  }

  @Test
  void anUntrainedModelThatIsWrongEverywhereFindsNothing() {
    Scenario run =
        Scenario.usual()
            .send(
                Probe.of(2_000)
                    .label(DependentSlicesTest::label)
                    .scores(Role.TEACHER, 10, DependentSlicesTest::label)
                    .scores(Role.STUDENT, 10, row -> (row + 1) % 10)
                    .slices(row -> row % 200 < 100 ? "a" : "b"));
    assertThat(run.rates()).isEmpty();
    assertThat(run.views()).hasSize(3);
  }
}
