package io.stillwatch.measure;

import static io.stillwatch.measure.Verdict.BLIND;
import static io.stillwatch.measure.Verdict.DISTILLING;
import static io.stillwatch.measure.Verdict.DONE;
import static io.stillwatch.measure.Verdict.NOTHING_TO_TRANSFER;
import static io.stillwatch.measure.Verdict.REGRESSING;
import static io.stillwatch.measure.Verdict.STALLED;
import static io.stillwatch.measure.Verdict.WARMING;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Indices of measurements count from 0. */
final class VerdictsTest {
  private static final int SAMPLES = 2_000;
  private static final int HORIZON = VerdictSettings.DEFAULT.passes();

  private final Verdicts verdicts = new Verdicts(VerdictSettings.DEFAULT);

  private Verdict verdict(Finding finding) {
    return verdicts.judged(finding).verdict();
  }

  /** The verdicts of passes at which the student separates so many classes. */
  private List<Verdict> passes(Probe probe, int... known) {
    return IntStream.of(known).mapToObj(k -> verdict(probe.passKnowing(k))).toList();
  }

  private static int[] often(int times, int known) {
    return IntStream.generate(() -> known).limit(times).toArray();
  }

  @Test
  void theFirstTwoMeasurementsSayNothing() {
    assertThat(passes(Probe.of("run", SAMPLES), 10, 10, 10))
        .containsExactly(WARMING, WARMING, DONE);
  }

  @Test
  void aWideIntervalIsBlind() {
    Probe images = Probe.of("run", SAMPLES).effectiveRows(5);
    List<Verdict> found = new ArrayList<>();
    for (int pass = 0; pass < 3; pass++) {
      found.add(verdict(images.pass((i, label) -> i % 3 == 0 ? i / 3 % 10 : label)));
    }
    assertThat(found).containsExactly(WARMING, WARMING, BLIND);
  }

  /** Nothing moves, and ten passes are not over: there is nothing to say yet. */
  @Test
  void blindnessDoesNotOutlastTheWideInterval() {
    Probe probe = Probe.of("run", SAMPLES).effectiveRows(5);
    for (int pass = 0; pass < 3; pass++) {
      verdict(probe.pass((i, label) -> i % 3 == 0 ? i / 3 % 10 : label));
    }
    Probe clear = probe.effectiveRows(SAMPLES);
    assertThat(verdict(clear.pass((i, label) -> i % 3 == 0 ? i / 3 % 10 : label)))
        .isEqualTo(WARMING);
  }

  @Test
  void aTeacherBelowItsFloorHasNoDistilledRatio() {
    Finding dull = Probe.dull("run", SAMPLES).passKnowing(5);
    Finding able = Probe.of("other", SAMPLES).passKnowing(5);
    assertThat(dull.estimates().distilledRatio()).isPresent();
    assertThat(verdicts.judged(dull).estimates().distilledRatio()).isEmpty();
    assertThat(verdicts.judged(able).estimates().distilledRatio()).isPresent();
  }

  @Test
  void codesThatCannotHoldTheLabelAreBlindHoweverNarrowTheInterval() {
    Probe cramped = Probe.of("run", SAMPLES).ceilingNats(Math.log(7));
    assertThat(passes(cramped, 6, 6, 6)).containsExactly(WARMING, WARMING, BLIND);
    Probe roomy = Probe.of("other", SAMPLES).ceilingNats(Math.log(8));
    assertThat(passes(roomy, 7, 7, 8)).containsExactly(WARMING, WARMING, DISTILLING);
  }

  @Test
  void aTeacherThatKnowsNothingHasNothingToTransfer() {
    assertThat(passes(Probe.untaught("run", SAMPLES), 3, 4, 5))
        .containsExactly(WARMING, WARMING, NOTHING_TO_TRANSFER);
  }

  @Test
  void aTeacherThatMayKnowNothingIsBlindWhileTheIntervalIsWide() {
    Probe fewImages = Probe.untaught("run", SAMPLES).effectiveRows(12);
    Finding finding = fewImages.passKnowing(5);
    double entropy = finding.estimates().plugin().labelEntropy();
    assertThat(finding.estimates().teacherInformation().upper()).isLessThan(.15 * entropy);
    assertThat(finding.estimates().distillationGap().halfWidth()).isGreaterThan(.10 * entropy);
    assertThat(passes(fewImages, 5, 5, 5)).containsExactly(WARMING, WARMING, BLIND);
  }

  @Test
  void aStudentThatTookOverNearlyEverythingIsDoneAndDoesNotStall() {
    assertThat(passes(Probe.of("run", SAMPLES), often(HORIZON + 3, 10)))
        .startsWith(WARMING, WARMING, DONE)
        .endsWith(DONE);
  }

  @Test
  void aTeacherThatKnowsNothingIsNotReportedAsAStall() {
    assertThat(passes(Probe.untaught("run", SAMPLES), often(HORIZON + 3, 5)))
        .endsWith(NOTHING_TO_TRANSFER);
  }

  @Test
  void aDoneStudentMayLoseALittle() {
    Probe probe = Probe.of("run", SAMPLES);
    passes(probe, 10, 10, 10);
    Finding worse = probe.pass((i, label) -> i < 20 ? (label + 1) % 10 : label);
    assertThat(worse.change().orElseThrow().redundancyNats()).isLessThan(-.01 * Math.log(10));
    assertThat(verdict(worse)).isEqualTo(DONE);
  }

  @Test
  void aStudentThatLosesAClassIsRegressingAtOnce() {
    assertThat(passes(Probe.of("run", SAMPLES), 6, 6, 7, 6))
        .containsExactly(WARMING, WARMING, DISTILLING, REGRESSING);
  }

  /** The same passes without the loss would be a stall. */
  @Test
  void aLossIsNotForgottenOverTheHorizon() {
    Probe probe = Probe.of("run", SAMPLES);
    passes(probe, often(3, 7));
    assertThat(passes(probe, often(HORIZON + 3, 6))).containsOnly(REGRESSING);
  }

  @Test
  void aLossMadeGoodIsNoneAnyMore() {
    assertThat(passes(Probe.of("run", SAMPLES), 6, 6, 7, 6, 7)).endsWith(REGRESSING, DISTILLING);
  }

  /** With a horizon of 10 passes the stall is said at index 10, the first with 10 passes before. */
  @Test
  void aStudentThatStandsStillIsStalledAfterExactlyOneHorizon() {
    List<Verdict> found = passes(Probe.of("run", SAMPLES), often(HORIZON + 2, 5));
    assertThat(found.subList(0, HORIZON)).containsOnly(WARMING);
    assertThat(found.subList(HORIZON, HORIZON + 2)).containsOnly(STALLED);
  }

  @Test
  void aStudentThatStopsLearningIsStalledOneHorizonAfterItsLastStep() {
    Probe probe = Probe.of("run", SAMPLES);
    assertThat(passes(probe, 2, 3, 4, 5)).endsWith(DISTILLING);
    assertThat(passes(probe, often(HORIZON - 1, 5))).containsOnly(DISTILLING);
    assertThat(passes(probe, 5)).containsExactly(STALLED);
  }

  @Test
  void aStallEndsWhenTheStudentLearns() {
    Probe probe = Probe.of("run", SAMPLES);
    passes(probe, often(HORIZON + 1, 5));
    assertThat(passes(probe, 6)).containsExactly(DISTILLING);
  }

  @Test
  void aStudentThatFlickersWithoutGainingIsStalledToo() {
    Probe probe = Probe.of("run", 20_000);
    List<Verdict> found = new ArrayList<>();
    for (int pass = 0; pass <= HORIZON; pass++) {
      int flicker = pass % 2;
      found.add(verdict(probe.pass((i, y) -> i < 10 && flicker == 1 ? 0 : Math.min(y, 5))));
    }
    assertThat(found).endsWith(STALLED);
  }

  @Test
  void aStudentThatLearnsIsDistilling() {
    assertThat(passes(Probe.of("run", SAMPLES), 2, 3, 4, 5, 6))
        .containsExactly(WARMING, WARMING, DISTILLING, DISTILLING, DISTILLING);
  }

  /**
   * Windows of 2,000 other rows each: a step of one class is certain, the absence of one is not.
   */
  @Test
  void whereNothingIsCertainTheLastVerdictStands() {
    Probe probe = Probe.of("run", SAMPLES);
    List<Verdict> found = new ArrayList<>();
    for (int known : new int[] {2, 2, 4, 4, 4, 4, 4, 4, 4}) {
      found.add(verdict(probe.window(true, y -> Math.min(y, known))));
    }
    assertThat(found.subList(2, 9)).containsOnly(DISTILLING);
  }

  @Test
  void disjointWindowsStallAfterTheirOwnHorizon() {
    Probe probe = Probe.of("run", 100_000);
    List<Verdict> found = new ArrayList<>();
    for (int window = 0; window <= VerdictSettings.DEFAULT.windows(); window++) {
      found.add(verdict(probe.window(true, y -> Math.min(y, 8))));
    }
    assertThat(found.subList(0, 5)).containsOnly(WARMING);
    assertThat(found.get(5)).isEqualTo(STALLED);
  }

  @Test
  void windowsThatShareRowsKeepTheLastVerdict() {
    Probe probe = Probe.of("run", SAMPLES);
    for (int known : new int[] {2, 3, 4}) {
      verdict(probe.window(true, y -> Math.min(y, known)));
    }
    for (int window = 0; window < 8; window++) {
      assertThat(verdict(probe.window(false, y -> 0))).isEqualTo(DISTILLING);
    }
    assertThat(verdict(probe.window(true, y -> 0))).isEqualTo(REGRESSING);
  }

  /** What happened in a window of training batches is not the change between two passes. */
  @Test
  void windowsBetweenPassesAreJudgedApart() {
    Probe probe = Probe.of("run", SAMPLES);
    List<Verdict> passes = new ArrayList<>();
    List<Verdict> windows = new ArrayList<>();
    for (int i = 0; i <= HORIZON; i++) {
      int known = Math.min(i, 8);
      passes.add(verdict(probe.passKnowing(5)));
      windows.add(verdict(probe.window(true, y -> Math.min(y, known))));
    }
    assertThat(passes.subList(0, HORIZON)).containsOnly(WARMING);
    assertThat(passes.get(HORIZON)).isEqualTo(STALLED);
    assertThat(windows.subList(2, HORIZON)).containsOnly(DISTILLING);
  }

  @Test
  void aNewAttemptBeginsAnew() {
    Probe probe = Probe.of("run", SAMPLES);
    assertThat(passes(probe, 6, 7, 8)).endsWith(DISTILLING);
    assertThat(passes(probe.restarted(), 2, 3, 4)).containsExactly(WARMING, WARMING, DISTILLING);
  }

  @Test
  void runsDoNotInfluenceEachOther() {
    Probe learning = Probe.of("learning", SAMPLES);
    Probe losing = Probe.of("losing", SAMPLES);
    List<Verdict> one = new ArrayList<>();
    List<Verdict> other = new ArrayList<>();
    for (int i = 2; i < 8; i++) {
      one.add(verdict(learning.passKnowing(i)));
      other.add(verdict(losing.passKnowing(10 - i)));
    }
    assertThat(one)
        .containsExactly(WARMING, WARMING, DISTILLING, DISTILLING, DISTILLING, DISTILLING);
    assertThat(other)
        .containsExactly(WARMING, WARMING, REGRESSING, REGRESSING, REGRESSING, REGRESSING);
  }

  @Test
  void aForgottenRunBeginsAnewAndTheOthersGoOn() {
    Probe over = Probe.of("over", SAMPLES);
    Probe going = Probe.of("going", SAMPLES);
    passes(over, 2, 3, 4);
    passes(going, 2, 3, 4);
    verdicts.forget("over");
    assertThat(passes(over, 5)).containsExactly(WARMING);
    assertThat(passes(going, 5)).containsExactly(DISTILLING);
  }

  @Test
  void aMeasurementRepeatsItsFinding() {
    Finding finding = Probe.of("run", SAMPLES).passKnowing(3);
    Measurement measurement = verdicts.judged(finding);
    assertThat(measurement.id()).isEqualTo(finding.snapshot().id());
    assertThat(measurement.span()).isEqualTo(finding.snapshot().span());
    assertThat(measurement.codebooks()).isEqualTo(finding.snapshot().codebooks());
    assertThat(measurement.estimates()).isEqualTo(finding.estimates());
    assertThat(measurement.change()).isEqualTo(finding.change());
    assertThat(measurement.errors()).isEqualTo(finding.errors());
  }

  @Test
  void theOrderOfPrecedenceIsTheOrderOfTheWords() {
    List<Verdict> order =
        List.of(WARMING, BLIND, NOTHING_TO_TRANSFER, DONE, REGRESSING, STALLED, DISTILLING);
    assertThat(List.of(Verdict.values())).isEqualTo(order);
    assertThat(NOTHING_TO_TRANSFER.word()).isEqualTo("nothing_to_transfer");
  }
}
