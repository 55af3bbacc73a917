package io.stillwatch.demo.training;

import static org.assertj.core.api.Assertions.assertThat;

import io.stillwatch.pid.Decomposition;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

final class DistillationsTest {
  private static final Duration DURATION = Duration.ofSeconds(51);
  private static final int HALF = Distillations.PASSES / 2;
  private static final Split SPLIT = Split.of(Digits.load());
  private static final Teachers TEACHERS = Teachers.of(SPLIT.training());

  /** By run, then by pass: what was seen in one whole demonstration. */
  private static final Map<String, List<Seen>> WHOLE = new HashMap<>();

  private record Seen(long step, Duration at, float[][] logits, Decomposition atoms) {}

  @BeforeAll
  static void runOnce() {
    ManualPace pace = new ManualPace(Duration.ZERO);
    int passes = distillations().run(DURATION, pace, recordingTo(WHOLE, pace));
    assertThat(passes).isEqualTo(Distillations.PASSES + 1);
  }

  private static Distillations distillations() {
    return Distillations.of(TEACHERS, SPLIT.training());
  }

  private static Evaluator recordingTo(Map<String, List<Seen>> seen, Pace pace) {
    return (run, pass) -> {
      List<Seen> passes = seen.computeIfAbsent(run.run(), id -> new ArrayList<>());
      assertThat(pass).isEqualTo(passes.size());
      Mlp student = run.student().network();
      passes.add(
          new Seen(
              run.student().step(),
              pace.elapsed(),
              logits(student),
              new Probe(run.teacher(), student).atoms(SPLIT.heldOut())));
    };
  }

  private static float[][] logits(Mlp network) {
    float[][] logits = new float[SPLIT.heldOut().count()][];
    for (int row = 0; row < logits.length; row++) {
      logits[row] = network.activations(SPLIT.heldOut().pixels()[row])[network.layers()];
    }
    return logits;
  }

  @Test
  void theFirstPassComesBeforeTheFirstStep() {
    WHOLE.forEach((run, passes) -> assertThat(passes.get(0).step()).as(run).isZero());
  }

  @Test
  void allThreeTakeTheSameStepsAtEvenlySpacedMoments() {
    assertThat(WHOLE).containsOnlyKeys("distilled", "stalled", "nuisance");
    for (int pass = 0; pass <= Distillations.PASSES; pass++) {
      for (List<Seen> passes : WHOLE.values()) {
        assertThat(passes.get(pass).step()).isEqualTo((long) pass * Distillations.STEPS_A_PASS);
        assertThat(passes.get(pass).at()).isEqualTo(Duration.ofSeconds(pass));
      }
    }
  }

  @Test
  void theStalledStudentFollowsTheDistilledOneToTheBitAndThenNeverMoves() {
    List<Seen> distilled = WHOLE.get("distilled");
    List<Seen> stalled = WHOLE.get("stalled");
    for (int pass = 0; pass <= HALF; pass++) {
      assertThat(stalled.get(pass).logits()).isDeepEqualTo(distilled.get(pass).logits());
    }
    for (int pass = HALF + 1; pass <= Distillations.PASSES; pass++) {
      assertThat(stalled.get(pass).logits()).isDeepEqualTo(stalled.get(HALF).logits());
    }
    assertThat(distilled.get(HALF + 1).logits()[0]).isNotEqualTo(stalled.get(HALF).logits()[0]);
  }

  @Test
  void theDistilledStudentTakesOverMostOfWhatItsTeacherKnows() {
    Decomposition start = atoms("distilled", 0);
    Decomposition end = atoms("distilled", Distillations.PASSES);

    assertThat(end.distillationGap()).isLessThan(start.distillationGap() / 4);
    assertThat(end.redundancy()).isGreaterThan(0.9 * end.teacherInformation());
    assertThat(end.teacherInformation()).isEqualTo(start.teacherInformation());
  }

  @Test
  void theStalledStudentStopsClearlyShort() {
    double leftNats = atoms("stalled", Distillations.PASSES).distillationGap();

    assertThat(leftNats)
        .isGreaterThan(2 * atoms("distilled", Distillations.PASSES).distillationGap());
    assertThat(leftNats).isLessThan(atoms("stalled", 0).distillationGap() / 2);
  }

  @Test
  void theStudentOfTheUntrainedTeacherLearnsButNotFromIt() {
    Decomposition start = atoms("nuisance", 0);
    Decomposition end = atoms("nuisance", Distillations.PASSES);

    assertThat(end.studentInformation()).isGreaterThan(start.studentInformation() + 1);
    assertThat(end.redundancy()).isLessThan(end.studentInformation() / 10);
  }

  @Test
  void aSlowMachineMakesTheSamePassesLaterAndFewer() {
    Map<String, List<Seen>> slow = new HashMap<>();
    ManualPace pace = new ManualPace(Duration.ofSeconds(7));

    int passes = distillations().run(DURATION, pace, recordingTo(slow, pace));

    assertThat(passes).isEqualTo(slow.get("distilled").size()).isLessThan(Distillations.PASSES);
    for (String run : WHOLE.keySet()) {
      for (int pass = 0; pass < passes; pass++) {
        Seen expected = WHOLE.get(run).get(pass);
        assertThat(slow.get(run).get(pass).step()).isEqualTo(expected.step());
        assertThat(slow.get(run).get(pass).logits()).isDeepEqualTo(expected.logits());
      }
    }
  }

  @Test
  void anInterruptEndsTheRunAndStaysSet() {
    int passes =
        distillations()
            .run(
                Duration.ofHours(1),
                Pace.wallClock(),
                (run, pass) -> Thread.currentThread().interrupt());

    assertThat(Thread.interrupted()).isTrue();
    assertThat(passes).isEqualTo(1);
  }

  private static Decomposition atoms(String run, int pass) {
    return WHOLE.get(run).get(pass).atoms();
  }

  /** Time that passes only by waiting, and by a fixed delay at every wait. */
  private static final class ManualPace implements Pace {
    private final Duration delay;
    private Duration now = Duration.ZERO;

    ManualPace(Duration delay) {
      this.delay = delay;
    }

    @Override
    public Duration elapsed() {
      return now;
    }

    @Override
    public void await(Duration sinceStart) {
      now = (now.compareTo(sinceStart) < 0 ? sinceStart : now).plus(delay);
    }
  }
}
