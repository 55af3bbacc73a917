package io.stillwatch.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.stillwatch.measure.AllRows;
import io.stillwatch.sample.Role;
import io.stillwatch.sample.RowOutcome;
import io.stillwatch.sample.Weight;
import io.stillwatch.scenario.Scenario.Atoms;
import io.stillwatch.snapshot.LabelSettings;
import io.stillwatch.snapshot.PairSettings;
import java.util.List;
import java.util.function.IntUnaryOperator;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

/**
 * The families of METHOD.md section 7, end to end, with its values in bits. Rows come in exact
 * proportions, so that a window's table is the model's own and nothing is left to sampling. F10,
 * which draws, is {@link GroupedRowsTest}.
 */
final class DistillationFamiliesTest {
  /** Half of the last digit that METHOD.md gives. */
  private static final Offset<Double> EXACT = within(6e-5);

  private static final PairSettings GRID = new PairSettings(List.of("*/*>*/*"), false);

  private static void assertAtoms(Atoms atoms, double gap, double redundancy) {
    assertThat(atoms.gap()).as("gap").isCloseTo(gap, EXACT);
    assertThat(atoms.redundancy()).as("redundancy").isCloseTo(redundancy, EXACT);
  }

  /** A bit through a channel that turns it in a share of the rows of each value. */
  private static IntUnaryOperator turned(IntUnaryOperator bit, int turnedOfHundred) {
    return row -> bit.applyAsInt(row) ^ (row / 2 % 100 < turnedOfHundred ? 1 : 0);
  }

  @Test
  void f1SeveralTeachersAreMeasuredEachAndTogether() {
    Scenario run =
        Scenario.of(new PairSettings(List.of(), true))
            .send(
                Probe.of(400)
                    .label(row -> row % 4)
                    .teacher("t1", "codes", row -> row % 4 / 2)
                    .teacher("t2", "codes", row -> row % 2)
                    .student(row -> row % 4 / 2));
    assertAtoms(run.atoms("t1/codes>student/codes", "label", "all"), 0, 1);
    assertAtoms(run.atoms("t2/codes>student/codes", "label", "all"), 1, 0);
    assertAtoms(run.atoms("t1/codes+t2/codes>student/codes", "label", "all"), 1, 1);
  }

  @Test
  void f2CheckpointsOfATeacherAreTeachers() {
    IntUnaryOperator bit = row -> row % 2;
    int[] turnedOfHundred = {40, 20, 10, 0};
    Probe probe = Probe.of(2_000).label(bit).student(turned(bit, 20));
    for (int percent : turnedOfHundred) {
      probe.teacher("turned-" + percent, "codes", turned(bit, percent));
    }
    Scenario run = Scenario.usual().send(probe);
    double[] gap = {0, 0, .2529, .7219};
    double[] unique = {.2490, 0, 0, 0};
    for (int i = 0; i < gap.length; i++) {
      String pair = "turned-" + turnedOfHundred[i] + "/codes>student/codes";
      Atoms atoms = run.atoms(pair, "label", "all");
      assertThat(atoms.gap()).as(pair).isCloseTo(gap[i], EXACT);
      assertThat(atoms.studentUnique()).as(pair).isCloseTo(unique[i], EXACT);
    }
  }

  @Test
  void f3EveryTaskIsMeasured() {
    Scenario run =
        Scenario.usual()
            .send(
                Probe.of(400)
                    .label("a", row -> row % 2)
                    .label("b", row -> row / 2 % 2)
                    .teacher(row -> row % 4)
                    .student(row -> row % 2));
    assertAtoms(run.atoms("teacher/codes>student/codes", "a", "all"), 0, 1);
    assertAtoms(run.atoms("teacher/codes>student/codes", "b", "all"), 1, 0);
  }

  @Test
  void f4SlicesAreMeasuredApartAndTogether() {
    Scenario run =
        Scenario.usual()
            .send(
                Probe.of(800)
                    .label(row -> row % 2)
                    .teacher(row -> row % 2)
                    .student(row -> row < 400 ? row % 2 : row / 2 % 2)
                    .slices(row -> row < 400 ? "A" : "B"));
    String pair = "teacher/codes>student/codes";
    assertAtoms(run.atoms(pair, "label", "A"), 0, 1);
    assertAtoms(run.atoms(pair, "label", "B"), 1, 0);
    assertThat(run.atoms(pair, "label", "all").redundancy()).isCloseTo(.1887, EXACT);
  }

  @Test
  void f5StagesOfOneModelShowWhatATransformKeeps() {
    IntUnaryOperator label = row -> row % 2;
    IntUnaryOperator nuisance = row -> row / 2 % 2;
    Scenario run =
        Scenario.of(GRID)
            .send(
                Probe.of(400)
                    .label(label)
                    .vectors(Role.TEACHER, "before", 4, row -> row % 4)
                    .vectors(Role.TEACHER, "keeps", 2, label)
                    .vectors(Role.TEACHER, "drops", 2, nuisance)
                    .student(label));
    assertThat(run.atoms("teacher/before>student/codes", "label", "all").teacher())
        .isCloseTo(1, EXACT);
    assertThat(run.atoms("teacher/keeps>student/codes", "label", "all").teacher())
        .isCloseTo(1, EXACT);
    assertThat(run.atoms("teacher/drops>student/codes", "label", "all").teacher())
        .isCloseTo(0, EXACT);
  }

  @Test
  void f6WeightsBalanceTheClasses() {
    IntUnaryOperator label = row -> row % 10 < 7 ? 0 : row % 10 - 6;
    IntUnaryOperator student = row -> label.applyAsInt(row) == 0 ? 1 : 0;
    Probe raw = Probe.of(1_000).label(label).teacher(label).student(student);
    assertAtoms(Scenario.usual().send(raw).atoms(), .4755, .8813);
    Probe balanced =
        Probe.of(1_000)
            .label(label)
            .teacher(label)
            .student(student)
            .weights(row -> Weight.ONE / (label.applyAsInt(row) == 0 ? 7 : 1));
    assertAtoms(Scenario.usual().send(balanced).atoms(), 1.1887, .8113);
  }

  @Test
  void f7UnlabelledRowsChangeNoAtom() {
    IntUnaryOperator bit = row -> row / 2 % 2;
    Probe half =
        Probe.of(800)
            .label(row -> row % 2 == 0 ? bit.applyAsInt(row) : -1)
            .teacher(bit)
            .student(turned(row -> row / 2 % 2, 20));
    Probe labelledOnly =
        Probe.of(400)
            .label(row -> bit.applyAsInt(2 * row))
            .teacher(row -> bit.applyAsInt(2 * row))
            .student(row -> turned(r -> r / 2 % 2, 20).applyAsInt(2 * row));
    Scenario run = Scenario.usual().send(half);
    Scenario alone = Scenario.usual().send(labelledOnly);
    assertThat(run.atoms()).isEqualTo(alone.atoms());
    assertThat(alone.last().allRows()).isEmpty();
    assertThat(run.outcomes())
        .containsEntry(RowOutcome.COUNTED, 800L)
        .containsEntry(RowOutcome.UNLABELLED, 800L);
  }

  /**
   * On labelled rows the student turns its teacher's bit in a fifth, on unlabelled ones in none.
   */
  @Test
  void f7CopyingOverAllRowsIsShownApart() {
    IntUnaryOperator bit = row -> row / 2 % 2;
    Probe half =
        Probe.of(1_600)
            .label(row -> row % 2 == 0 ? bit.applyAsInt(row) : -1)
            .teacher(bit)
            .student(row -> bit.applyAsInt(row) ^ (row % 2 == 0 && row / 4 % 5 == 0 ? 1 : 0));
    Scenario run = Scenario.usual().send(half);
    // 1 - H(.2) and 1 - H(.1) bits.
    assertThat(run.atoms().copying()).isCloseTo(.2781, EXACT);
    AllRows all = run.last().allRows().orElseThrow();
    assertThat(all.samples()).isEqualTo(1_600);
    assertThat(all.pluginCopying() / Math.log(2)).isCloseTo(.5310, EXACT);
    assertThat(all.copying()).isCloseTo(all.pluginCopying(), within(2e-3));
    assertThat(run.atoms().copying() + run.atoms().synergy())
        .isCloseTo(run.atoms().redundancy() + run.atoms().nuisance(), EXACT);
  }

  /** Four unlabelled rows to each labelled one: the last fifth of all rows is as many. */
  @Test
  void f7OfMoreUnlabelledRowsThanLabelledOnesTheNewestCount() {
    IntUnaryOperator bit = row -> row / 2 % 2;
    Probe few =
        Probe.of(2_000)
            .label(row -> row < 400 ? bit.applyAsInt(row) : -1)
            .teacher(bit)
            .student(row -> row < 1_600 ? bit.applyAsInt(row) : 0);
    AllRows all = Scenario.usual().send(few).last().allRows().orElseThrow();
    assertThat(all.samples()).isEqualTo(800);
    // Half of the rows agree, the others say nothing: p(t,s) is 1/2, 0, 1/4, 1/4.
    assertThat(all.pluginCopying() / Math.log(2)).isCloseTo(.3113, EXACT);
  }

  @Test
  void f7NothingIsMeasuredWhereNothingIsLabelled() {
    Scenario run =
        Scenario.usual()
            .send(Probe.of(100).label(row -> -1).teacher(row -> row % 2).student(row -> row % 2));
    assertThat(run.views()).isEmpty();
    assertThat(run.outcomes()).containsEntry(RowOutcome.UNLABELLED, 200L);
  }

  @Test
  void f8ALabelSetMayGrow() {
    IntUnaryOperator five = row -> row % 5;
    IntUnaryOperator ten = row -> row % 10;
    Scenario run = Scenario.usual().send(Probe.of(1_000).label(five).teacher(five).student(five));
    assertAtoms(run.atoms(), 0, 2.3219);
    run.send(Probe.of(1_000).step(1).label(ten).teacher(ten).student(row -> Math.min(5, row % 10)));
    assertAtoms(run.atoms(), 1.1610, 2.1610);
  }

  @Test
  void f9AContinuousLabelIsBinnedByItsQuantiles() {
    Scenario run =
        Scenario.usual()
            .send(
                Probe.of(800)
                    .realLabel(row -> (row * 37 % 800 + .5) / 800)
                    .teacher(row -> row * 37 % 800 / 100)
                    .student(row -> row * 37 % 800 / 200));
    assertAtoms(run.atoms(), 1, 2);
  }

  @Test
  void f11CodesOfTheUserAreTakenAsTheyAreAndTheirNumbersDoNotMatter() {
    IntUnaryOperator label = row -> row % 4;
    int[] permuted = {7, 0, 12, 3};
    Atoms plain =
        Scenario.usual()
            .send(Probe.of(400).label(label).teacher(label).student(row -> row % 4 / 2))
            .atoms();
    Atoms renamed =
        Scenario.usual()
            .send(
                Probe.of(400)
                    .label(label)
                    .teacher(row -> permuted[row % 4])
                    .student(row -> permuted[row % 4 / 2]))
            .atoms();
    assertAtoms(plain, 1, 1);
    assertAtoms(renamed, 1, 1);
  }

  @Test
  void f12AStudentThatIsItsTeacherHasEverything() {
    IntUnaryOperator bit = row -> row % 2;
    Atoms atoms =
        Scenario.usual()
            .send(Probe.of(400).label(bit).teacher(turned(bit, 20)).student(turned(bit, 20)))
            .atoms();
    assertAtoms(atoms, 0, .2781);
    assertThat(atoms.studentUnique()).isCloseTo(0, EXACT);
    assertThat(atoms.synergy()).isCloseTo(0, EXACT);
  }

  /** The class, or in a fifth of the rows any class, each as often. */
  private static int erring(int row) {
    return row / 10 % 50 < 40 ? row % 10 : row / 10 % 10;
  }

  @Test
  void f13AStudentMayCopyItsTeachersErrorsOrNot() {
    IntUnaryOperator label = row -> row % 10;
    Scenario copies =
        Scenario.usual()
            .send(
                Probe.of(5_000)
                    .label(label)
                    .scores(Role.TEACHER, 10, DistillationFamiliesTest::erring)
                    .scores(Role.STUDENT, 10, DistillationFamiliesTest::erring));
    assertThat(copies.atoms().teacher()).isCloseTo(2.0713, EXACT);
    assertThat(copies.atoms().nuisance()).isCloseTo(1.2507, EXACT);
    var errors = copies.last().errors().orElseThrow();
    assertThat(errors.teacher()).isCloseTo(.18, within(1e-12));
    assertThat(errors.inherited()).hasValue(1);

    Scenario right =
        Scenario.usual()
            .send(
                Probe.of(5_000)
                    .label(label)
                    .scores(Role.TEACHER, 10, DistillationFamiliesTest::erring)
                    .scores(Role.STUDENT, 10, label));
    assertThat(right.atoms().nuisance()).isCloseTo(0, EXACT);
    assertThat(right.atoms().studentUnique()).isCloseTo(1.2507, EXACT);
    assertThat(right.last().errors().orElseThrow().inherited()).hasValue(0);
  }

  @Test
  void f14WhatAStudentCopiesNeedNotBeAboutTheTask() {
    IntUnaryOperator label = row -> row % 5 == 0 ? 1 : 0;
    IntUnaryOperator nuisance = row -> row / 5 % 2;
    IntUnaryOperator both = row -> 2 * label.applyAsInt(row) + nuisance.applyAsInt(row);
    Atoms copiesNuisance =
        Scenario.usual().send(Probe.of(1_000).label(label).teacher(both).student(nuisance)).atoms();
    assertAtoms(copiesNuisance, .7219, 0);
    assertThat(copiesNuisance.copying()).isCloseTo(1, EXACT);
    assertThat(copiesNuisance.nuisance()).isCloseTo(1, EXACT);
    Atoms copiesTask =
        Scenario.usual().send(Probe.of(1_000).label(label).teacher(both).student(label)).atoms();
    assertAtoms(copiesTask, 0, .7219);
    assertThat(copiesTask.copying()).isCloseTo(.7219, EXACT);
    assertThat(copiesTask.nuisance()).isCloseTo(0, EXACT);
  }

  @Test
  void f15EveryLayerIsHeldAgainstEveryLayer() {
    Scenario run =
        Scenario.of(GRID)
            .send(
                Probe.of(400)
                    .label(row -> row % 4)
                    .teacher("teacher", "early", row -> row % 2)
                    .teacher("teacher", "late", row -> row % 4)
                    .student("early", row -> row % 2)
                    .student("late", row -> row % 4));
    double[] redundancy = {1, 1, 1, 2};
    List<String> layers = List.of("early", "late");
    for (int i = 0; i < redundancy.length; i++) {
      String pair = "teacher/" + layers.get(i / 2) + ">student/" + layers.get(i % 2);
      assertThat(run.atoms(pair, "label", "all").redundancy())
          .as(pair)
          .isCloseTo(redundancy[i], EXACT);
    }
  }

  @Test
  void f16ASpuriousDomainShowsOnceItIsASlice() {
    IntUnaryOperator label = row -> row % 2;
    IntUnaryOperator domain = turned(label, 10);
    Scenario run =
        Scenario.of(new LabelSettings(8, List.of("differs")))
            .send(
                Probe.of(2_000)
                    .label(label)
                    .teacher(row -> 2 * label.applyAsInt(row) + domain.applyAsInt(row))
                    .student(domain)
                    .slices(row -> "domain " + domain.applyAsInt(row)));
    String pair = "teacher/codes>student/codes";
    Atoms pooled = run.atoms(pair, "label", "all");
    assertAtoms(pooled, .4690, .5310);
    assertThat(pooled.nuisance()).isCloseTo(.4690, EXACT);
    assertAtoms(run.atoms(pair, "label", "domain 0"), .4690, 0);
    assertAtoms(run.atoms(pair, "label", "domain 1"), .4690, 0);
  }

  @Test
  void f16ASliceThatIsDefinedThroughTheLabelIsNotDecomposed() {
    IntUnaryOperator label = row -> row % 2;
    IntUnaryOperator domain = turned(label, 10);
    Scenario run =
        Scenario.of(new LabelSettings(8, List.of("differs")))
            .send(
                Probe.of(2_000)
                    .label(label)
                    .teacher(label)
                    .student(domain)
                    .slices(
                        row ->
                            label.applyAsInt(row) == domain.applyAsInt(row) ? "same" : "differs"));
    assertThat(run.views())
        .containsExactly(
            "teacher/codes>student/codes label all", "teacher/codes>student/codes label same");
  }
}
