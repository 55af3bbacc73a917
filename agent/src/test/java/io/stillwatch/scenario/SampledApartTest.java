package io.stillwatch.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.stillwatch.measure.Measurement;
import io.stillwatch.sample.Role;
import io.stillwatch.sample.RowOutcome;
import io.stillwatch.snapshot.Snapshot.Apart;
import io.stillwatch.wire.MeasurementWriter;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

/**
 * Teacher and student that are sampled apart: redundancy and both unique informations depend on the
 * pair tables alone, at one stated P(y) (METHOD.md, section 2, fact 1).
 */
final class SampledApartTest {
  private static final Offset<Double> EXACT = within(6e-5);

  /** Ten classes, of which the student tells k apart and merges the rest. */
  private static Probe student(int known, long step) {
    return Probe.of(2_000)
        .step(step)
        .label(row -> row % 10)
        .student(row -> row % 10 < known ? row % 10 : 9);
  }

  /** A teacher that knows the label, on a set in which the first class is half of all. */
  private static Probe teacher() {
    return Probe.of(1_800)
        .label(row -> Math.max(0, row % 18 - 8))
        .teacher(row -> Math.max(0, row % 18 - 8));
  }

  @Test
  void aTeacherThatWasSentOnceIsHeldAgainstEveryPassOfItsStudent() {
    Scenario run = Scenario.apart().send(teacher());
    assertThat(run.all()).as("nobody to hold it against").isEmpty();

    run.send(student(0, 100)).send(student(5, 200)).send(student(9, 300));

    assertThat(run.all()).hasSize(3);
    List<Double> gaps = run.all().stream().map(m -> Scenario.Atoms.of(m).gap()).toList();
    assertThat(gaps.get(0)).isCloseTo(3.3219, EXACT);
    assertThat(gaps.get(1)).isCloseTo(1.1610, EXACT);
    assertThat(gaps.get(2)).isCloseTo(0, EXACT);
    assertThat(run.atoms().redundancy()).isCloseTo(3.3219, EXACT);
    assertThat(run.last().apart()).contains(new Apart(1_800, 1_800, 0));
    assertThat(run.last().span().samples()).isEqualTo(2_000);
    assertThat(run.last().span().lastStep()).isEqualTo(300);
    assertThat(run.outcomes()).containsOnly(Map.entry(RowOutcome.COUNTED, 1_800L + 3 * 2_000));
  }

  @Test
  void whatDependsOnHowTheyPairUpIsNotSaid() {
    Scenario run = Scenario.apart().send(teacher()).send(student(5, 100));

    Measurement found = run.last();
    assertThat(found.span().joined()).isFalse();
    assertThat(found.span().jointTermsEstimable()).isFalse();
    assertThat(MeasurementWriter.line(found))
        .contains("\"apart\":{\"teacher_samples\":1800.0,\"teacher_step\":0}")
        .doesNotContain("\"copying\"", "synergy", "joint_information");
  }

  @Test
  void recordsWithBothGiveWhatJoinedOnesGive() {
    Probe both = student(5, 100).teacher(row -> row % 10);
    Measurement apart = Scenario.apart().send(both).last();
    Measurement joined = Scenario.usual().send(both).last();

    assertThat(apart.estimates().plugin().redundancy())
        .isCloseTo(joined.estimates().plugin().redundancy(), within(1e-7));
    // The joined window is read at its own mix of labels, which its blocks have not quite.
    assertThat(apart.estimates().corrected().distillationGap())
        .isCloseTo(joined.estimates().corrected().distillationGap(), within(.005));
    assertThat(apart.codebooks().teacher()).isEqualTo(joined.codebooks().teacher());
    assertThat(apart.gapByClass()).hasSameSizeAs(joined.gapByClass());
  }

  @Test
  void slidingWindowsGoOnCountingAsIfTheyWereCountedFromNothing() {
    Scenario run = Scenario.apart();
    for (int step = 0; step < 24; step++) {
      int now = step;
      run.send(
              Probe.of(300)
                  .training()
                  .step(step)
                  .label(row -> row % 10)
                  .teacher(row -> row * now % 7 == 0 ? 3 : row % 10))
          .send(
              Probe.of(250)
                  .training()
                  .step(step)
                  .label(row -> row % 10)
                  .student(row -> row % (now + 2) == 0 ? 5 : row % 10));
    }
    // 2,000 rows, every 500: at 2,000, 2,500, ..., 6,000 of the student's rows.
    assertThat(run.all()).hasSize(9);
    Scenario afresh = Scenario.apart();
    // The teacher's latest window ends at row 7,000, the student's at 6,000.
    afresh.send(lastRows(Role.TEACHER)).send(lastRows(Role.STUDENT));
    assertThat(run.last().estimates().plugin().redundancy())
        .isCloseTo(afresh.last().estimates().plugin().redundancy(), within(1e-7));
    assertThat(run.last().estimates().plugin().teacherInformation())
        .isCloseTo(afresh.last().estimates().plugin().teacherInformation(), within(1e-12));
  }

  /** The rows of the last windows of the run before, as one pass. */
  private static Probe lastRows(Role role) {
    int batch = role == Role.TEACHER ? 300 : 250;
    int end = role == Role.TEACHER ? 7_000 : 6_000;
    int[] rows = IntStream.range(end - 2_000, end).toArray();
    Probe probe = Probe.of(2_000).step(100).label(i -> rows[i] % batch % 10);
    return role == Role.TEACHER
        ? probe.teacher(
            i -> rows[i] % batch * (rows[i] / batch) % 7 == 0 ? 3 : rows[i] % batch % 10)
        : probe.student(
            i -> rows[i] % batch % (rows[i] / batch + 2) == 0 ? 5 : rows[i] % batch % 10);
  }

  @Test
  void aLabelThatTheTeacherLacksIsLeftOutAndSaid() {
    Scenario run =
        Scenario.apart()
            .send(Probe.of(1_000).label(row -> row % 5).teacher(row -> row % 5))
            .send(student(10, 100));

    assertThat(run.last().reference().leftOut()).isCloseTo(.5, within(1e-12));
    assertThat(run.last().reference().probabilities()).hasSize(5);
    assertThat(run.atoms().redundancy()).isCloseTo(2.3219, EXACT);
  }

  @Test
  void withoutALabelInCommonThereIsNothingToSayButThat() {
    Scenario run =
        Scenario.apart()
            .send(Probe.of(100).label(row -> row % 5 + 20).teacher(row -> row % 5))
            .send(student(10, 100));

    assertThat(run.all()).isEmpty();
    assertThat(run.leftOut()).singleElement().asString().contains("had no label in common");
  }

  @Test
  void aNewAttemptOfTheStudentGoesOnWithTheTeacherThatIsThere() {
    Scenario run =
        Scenario.apart().send(teacher()).send(student(5, 900)).send(student(5, 1).attempt(1));

    assertThat(run.all()).hasSize(2);
    assertThat(run.last().id().attempt().number()).isEqualTo(1);
    assertThat(run.atoms().gap()).isCloseTo(1.1610, EXACT);
  }

  @Test
  void aNewerPassOfTheTeacherTakesThePlaceOfTheOneBefore() {
    Scenario run =
        Scenario.apart()
            .send(teacher())
            .send(student(5, 100))
            .send(
                Probe.of(2_000).step(5).label(row -> row % 10).teacher(row -> row % 10 < 5 ? 1 : 0))
            .send(student(5, 200));

    assertThat(run.last().apart().orElseThrow().lastStep()).isEqualTo(5);
    assertThat(run.atoms().teacher()).isCloseTo(1, EXACT);
    assertThat(run.atoms().redundancy()).isCloseTo(1, EXACT);
  }

  @Test
  void aSlidingWindowOfATeacherInTrainingMovesOnWhileItsStudentIsSilent() {
    Scenario run = Scenario.apart();
    for (int step = 0; step < 20; step++) {
      run.send(Probe.of(500).training().step(step).label(row -> row % 10).teacher(row -> row % 10));
    }
    run.send(student(10, 100));

    assertThat(run.last().apart().orElseThrow().lastStep()).isEqualTo(19);
    assertThat(run.atoms().redundancy()).isCloseTo(3.3219, EXACT);
  }

  @Test
  void whatTheTeachersWindowRestsOnIsStillNeeded() {
    Scenario run = Scenario.apart().send(teacher()).send(student(5, 100)).send(student(5, 200));

    assertThat(run.firstNeededOffset()).hasValue(0);
  }

  @Test
  void rowsWithoutALabelAreUnlabelledAndTwiceTheSameSampleIsADuplicate() {
    Scenario run =
        Scenario.apart()
            .send(teacher())
            .send(Probe.of(40).label(row -> row % 2 == 0 ? -1 : row % 10).student(row -> row % 10))
            .send(Probe.of(40).label(row -> row % 10).student(row -> row % 10));

    assertThat(run.outcomes())
        .containsOnly(
            Map.entry(RowOutcome.COUNTED, 1_820L),
            Map.entry(RowOutcome.UNLABELLED, 20L),
            Map.entry(RowOutcome.DUPLICATE, 40L));
  }
}
