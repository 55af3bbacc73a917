package io.stillwatch.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.stillwatch.measure.Measurement;
import io.stillwatch.sample.Role;
import io.stillwatch.table.Seeds;
import java.util.Random;
import java.util.function.IntUnaryOperator;
import org.junit.jupiter.api.Test;

/** Runs with next to nothing to measure: each has a stated result, and none is not a number. */
final class DegenerateRunsTest {
  private static int parity(int row) {
    return row % 2;
  }

  private static void assertNothing(Measurement measurement) {
    var plugin = measurement.estimates().plugin();
    assertThat(plugin.redundancy()).isZero();
    assertThat(plugin.distillationGap()).isZero();
    assertThat(plugin.teacherInformation()).isZero();
    assertThat(measurement.estimates().distilledRatio()).isEmpty();
    assertThat(measurement.estimates().redundancy().upper()).isLessThan(0.1);
  }

  @Test
  void aConstantRepresentationTellsNothing() {
    assertNothing(
        Scenario.usual()
            .send(
                Probe.of(400)
                    .label(DegenerateRunsTest::parity)
                    .vectors(Role.TEACHER, "hidden", 3, row -> 1)
                    .vectors(Role.STUDENT, "hidden", 3, DegenerateRunsTest::parity))
            .last());
  }

  @Test
  void oneClassInTheWindowLeavesNothingToKnow() {
    Scenario run =
        Scenario.usual()
            .send(
                Probe.of(400)
                    .label(row -> 3)
                    .teacher(DegenerateRunsTest::parity)
                    .student(DegenerateRunsTest::parity));
    assertNothing(run.last());
    assertThat(run.last().estimates().plugin().labelEntropy()).isZero();
  }

  @Test
  void aSliceThatTellsTheLabelIsLeftOut() {
    Scenario run =
        Scenario.usual()
            .send(
                Probe.of(400)
                    .label(DegenerateRunsTest::parity)
                    .teacher(DegenerateRunsTest::parity)
                    .student(DegenerateRunsTest::parity)
                    .slices(row -> row % 2 == 0 ? "even" : row % 3 == 0 ? "odd" : "even"));
    assertThat(run.views())
        .containsExactly(
            "teacher/codes>student/codes label all", "teacher/codes>student/codes label even");
    assertThat(run.leftOut())
        .singleElement()
        .asString()
        .startsWith("every row of slice odd has the same label in a window (task label)");
    // Codes of somebody's own are no predictions: nothing says which one would be right.
    assertThat(run.rates()).isEmpty();
  }

  @Test
  void moreClassesThanATableHoldsAreLeftOutAndSaid() {
    Scenario run =
        Scenario.usual()
            .send(
                Probe.of(3_000)
                    .label(row -> row % 400)
                    .teacher(row -> row % 200)
                    .student(row -> row % 100));

    assertThat(run.views()).isEmpty();
    assertThat(run.leftOut())
        .singleElement()
        .asString()
        .contains("had 8000000 cells; must be at most 3375000");
  }

  @Test
  void ofMoreTeachersAndTasksThanTheLimitTheFirstAreMeasuredAndTheRestSaid() {
    Probe probe = Probe.of(20).student(DegenerateRunsTest::parity);
    for (int i = 0; i < 40; i++) {
      probe.teacher("t" + i, "codes", DegenerateRunsTest::parity);
      probe.label("task" + i, DegenerateRunsTest::parity);
    }
    Scenario run = Scenario.usual().send(probe.slices(row -> "s" + row % 10));

    assertThat(run.views()).hasSize(1_024).allMatch(view -> view.endsWith(" all"));
    assertThat(run.leftOut())
        .singleElement()
        .asString()
        .startsWith("40 pairs, 40 tasks and 11 slices were 17600 views; must be at most 1024");
  }

  @Test
  void fewerRowsThanCodesGiveNumbersAndNoVerdict() {
    Scenario run = Scenario.usual();
    for (int step = 0; step < 4; step++) {
      run.send(
          Probe.of(6)
              .step(step)
              .label(DegenerateRunsTest::parity)
              .vectors(Role.TEACHER, "hidden", 6, row -> row)
              .vectors(Role.STUDENT, "hidden", 6, row -> row));
    }
    assertThat(run.last().estimates().plugin().teacherInformation())
        .isCloseTo(Math.log(2), within(1e-12));
    assertThat(run.last().verdict().word()).isIn("blind", "warming");
  }

  @Test
  void teacherAndStudentSwappedSwapWhatIsUnique() {
    Random random = Seeds.random(3);
    int[] weak = random.ints(1_000, 0, 2).toArray();
    IntUnaryOperator strong = row -> row % 4;
    IntUnaryOperator weaker = row -> row % 4 / 2 + 2 * (weak[row] * (row % 7 == 0 ? 1 : 0));
    var there =
        Scenario.usual()
            .send(Probe.of(1_000).label(strong).teacher(strong).student(weaker))
            .atoms();
    var back =
        Scenario.usual()
            .send(Probe.of(1_000).label(strong).teacher(weaker).student(strong))
            .atoms();
    assertThat(there.gap()).isPositive().isCloseTo(back.studentUnique(), within(1e-6));
    assertThat(there.studentUnique()).isCloseTo(back.gap(), within(1e-6));
    assertThat(there.redundancy()).isCloseTo(back.redundancy(), within(1e-6));
  }

  @Test
  void aFrozenTeachersInformationVariesOverWindowsNoMoreThanSamplingExplains() {
    Random random = Seeds.random(7);
    int windows = 60;
    double sum = 0;
    double squares = 0;
    double variance = 0;
    for (int window = 0; window < windows; window++) {
      int[] label = random.ints(2_000, 0, 5).toArray();
      int[] code = new int[label.length];
      for (int row = 0; row < code.length; row++) {
        code[row] = random.nextInt(10) < 7 ? label[row] : random.nextInt(5);
      }
      var estimates =
          Scenario.usual()
              .send(
                  Probe.of(2_000)
                      .label(row -> label[row])
                      .teacher(row -> code[row])
                      .student(DegenerateRunsTest::parity))
              .last()
              .estimates();
      double nats = estimates.plugin().teacherInformation();
      sum += nats;
      squares += nats * nats;
      double error = estimates.teacherInformation().halfWidth() / 1.96;
      variance += error * error / windows;
    }
    double seen = (squares - sum * sum / windows) / (windows - 1);
    // Chi-squared with 59 degrees of freedom: .1 % of windows that are only sampled go beyond 1.67.
    assertThat(seen / variance).isLessThan(1.67);
  }
}
