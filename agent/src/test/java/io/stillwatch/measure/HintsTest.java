package io.stillwatch.measure;

import static io.stillwatch.measure.Hint.COPYING_WITHOUT_REDUNDANCY;
import static io.stillwatch.measure.Hint.STUDENT_DAMAGED;
import static org.assertj.core.api.Assertions.assertThat;

import io.stillwatch.interval.Estimate;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class HintsTest {
  private static final int HORIZON = VerdictSettings.DEFAULT.passes();

  private final Verdicts verdicts = new Verdicts(VerdictSettings.DEFAULT);

  private List<Hint> hints(Finding finding) {
    return verdicts.judged(finding).hints();
  }

  private List<List<Hint>> passes(Probe probe, int... known) {
    List<List<Hint>> found = new ArrayList<>();
    for (int k : known) {
      found.add(hints(probe.passKnowing(k)));
    }
    return found;
  }

  /** I(Y;S) falls from 1.66 to .64 nats; a tenth of H(Y) is .23. */
  @Test
  void aStudentFarUnderItsOwnPeakIsDamagedWhoeverTeaches() {
    assertThat(passes(Probe.of("run", 2_000), 6, 6, 6, 2, 6))
        .containsExactly(List.of(), List.of(), List.of(), List.of(STUDENT_DAMAGED), List.of());
    Probe untaught = Probe.untaught("other", 2_000);
    assertThat(passes(untaught, 6, 6, 6, 2))
        .containsExactly(List.of(), List.of(), List.of(), List.of(STUDENT_DAMAGED));
    assertThat(verdicts.judged(untaught.passKnowing(2)).verdict())
        .isEqualTo(Verdict.NOTHING_TO_TRANSFER);
  }

  /** 40 of 2,000 samples: it regresses by more than delta, which is not far. */
  @Test
  void aStudentThatLosesLittleIsNotDamaged() {
    Probe probe = Probe.of("run", 2_000);
    passes(probe, 8, 8, 8);
    Measurement worse =
        verdicts.judged(probe.pass((i, y) -> i < 40 ? (y + 1) % 8 : Math.min(y, 8)));
    assertThat(worse.verdict()).isEqualTo(Verdict.REGRESSING);
    assertThat(worse.hints()).isEmpty();
  }

  @Test
  void aStudentFarUnderItsControlIsDamaged() {
    Measurement measurement = verdicts.judged(Probe.of("run", 2_000).passKnowing(5));
    assertThat(measurement.hints()).isEmpty();
    assertThat(measurement.with(over(-.5)).hints()).containsExactly(STUDENT_DAMAGED);
    assertThat(measurement.with(over(-.5)).with(over(-.5)).hints())
        .containsExactly(STUDENT_DAMAGED);
    // .3 less .1 x 3.3 / 1.96 is not certainly above .23.
    assertThat(measurement.with(over(-.3)).hints()).isEmpty();
    assertThat(measurement.with(over(.5)).hints()).isEmpty();
    assertThat(measurement.with(new OverControl.NotComparable("alone", "why")).hints()).isEmpty();
  }

  private static OverControl over(double nats) {
    Estimate difference = new Estimate(nats, nats - .1, nats + .1);
    return new OverControl.Compared("alone", "abc", 1, difference, difference);
  }

  /** The teacher knows one sample in five; the student copies it where it does not. */
  @Test
  void copyingThatBringsNoRedundancyIsHintedAt() {
    Probe dull = Probe.dull("run", 8_000);
    List<List<Hint>> found = new ArrayList<>();
    for (int pass = 0; pass < HORIZON + 2; pass++) {
      int copied = pass * 400;
      found.add(hints(dull.pass((i, y) -> i < copied && i / 10 % 5 != 0 ? dull.teacher(i) : 0)));
    }
    assertThat(found.subList(0, HORIZON)).containsOnly(List.of());
    assertThat(found.subList(HORIZON, HORIZON + 2))
        .containsOnly(List.of(COPYING_WITHOUT_REDUNDANCY));
  }

  @Test
  void copyingThatBringsRedundancyIsNot() {
    Probe probe = Probe.of("run", 2_000);
    List<List<Hint>> found = new ArrayList<>();
    for (int pass = 0; pass < HORIZON + 2; pass++) {
      found.add(hints(probe.passKnowing(Math.min(pass, 8))));
    }
    assertThat(found).containsOnly(List.of());
  }

  @Test
  void aWindowThatSharesRowsRepeatsWhatWasNoticed() {
    Probe probe = Probe.of("run", 2_000);
    for (int known : new int[] {6, 6, 6, 2}) {
      hints(probe.window(true, y -> Math.min(y, known)));
    }
    assertThat(hints(probe.window(false, y -> y))).containsExactly(STUDENT_DAMAGED);
    assertThat(hints(probe.window(true, y -> y))).isEmpty();
  }

  @Test
  void hintsAreSpelledAsVerdictsAre() {
    assertThat(STUDENT_DAMAGED.word()).isEqualTo("student_damaged");
    assertThat(COPYING_WITHOUT_REDUNDANCY.word()).isEqualTo("copying_without_redundancy");
    assertThat(COPYING_WITHOUT_REDUNDANCY.sentence()).contains("no more than a hint");
  }
}
