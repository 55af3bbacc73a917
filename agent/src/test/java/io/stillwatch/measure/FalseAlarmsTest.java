package io.stillwatch.measure;

import static io.stillwatch.measure.Verdict.DONE;
import static io.stillwatch.measure.Verdict.REGRESSING;
import static io.stillwatch.measure.Verdict.STALLED;
import static io.stillwatch.measure.Verdict.WARMING;
import static org.assertj.core.api.Assertions.assertThat;

import io.stillwatch.table.Seeds;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What must not be said. Indices of measurements count from 0. */
final class FalseAlarmsTest {
  private final Verdicts verdicts = new Verdicts(VerdictSettings.DEFAULT);

  private Verdict verdict(Finding finding) {
    return verdicts.judged(finding).verdict();
  }

  /**
   * None of 800 samples moves. One that comes to be right is worth ln 10 + ln 9 = 4.50 nats; that
   * none of ln 6000 = 8.70 does by chance has a probability of 1 in 6,000; so the progress may be
   * 8.70 x 4.50 / 800 = .0489 nats, which is .01 ln 10 a horizon from a span of 21.3 passes on.
   */
  @Test
  void theFewerTheSamplesTheLongerTheyMustStandStill() {
    Probe probe = Probe.of("run", 800);
    List<Verdict> found = new ArrayList<>();
    for (int pass = 0; pass <= 22; pass++) {
      found.add(verdict(probe.passKnowing(5)));
    }
    assertThat(found.subList(0, 22)).containsOnly(WARMING);
    assertThat(found.get(22)).isEqualTo(STALLED);
  }

  /** Two samples of 600 in three passes: progress of about delta over the horizon. */
  @Test
  void aStudentThatGainsSampleBySampleIsNotStalled() {
    Probe probe = Probe.of("run", 600);
    List<Verdict> found = new ArrayList<>();
    for (int pass = 0; pass < 40; pass++) {
      int right = 300 + 2 * pass / 3;
      found.add(verdict(probe.pass((i, label) -> i < right ? label : (label + 1) % 10)));
    }
    assertThat(found).doesNotContain(STALLED, REGRESSING, DONE);
  }

  /** The best of 50 passes is .1 nats above the others by luck alone. */
  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void luckAtOnePassIsNoLossAtTheOthers(long seed) {
    Random random = Seeds.random(seed);
    Probe probe = Probe.of("run", 600);
    List<Verdict> found = new ArrayList<>();
    List<Double> redundancies = new ArrayList<>();
    for (int pass = 0; pass < 50; pass++) {
      Finding finding =
          probe.pass((i, y) -> random.nextInt(10) < 4 ? y : random.nextInt(Probe.CLASSES));
      redundancies.add(finding.estimates().redundancy().value());
      found.add(verdict(finding));
    }
    assertThat(found).as("seed %d, %s", seed, redundancies).doesNotContain(REGRESSING, DONE);
  }

  /** Nothing was certain before the loss, and nothing is when it is made good. */
  @Test
  void anAlarmThatIntervalsDoNotBackGivesWayToWhatWasSaidBefore() {
    Probe probe = Probe.of("run", 2_000);
    List<Verdict> found = new ArrayList<>();
    for (int known : new int[] {4, 4, 4, 3, 4}) {
      found.add(verdict(probe.window(true, y -> Math.min(y, known))));
    }
    assertThat(found).containsExactly(WARMING, WARMING, WARMING, REGRESSING, WARMING);
  }

  /** The 95 % bound of the ratio is above .95 and the certain one below it. */
  @Test
  void doneIsSaidByCertaintyAndStandsByTheInterval() {
    Finding sure = Probe.of("run", 2_000).passKnowing(10);
    Probe probe = Probe.of("run", 2_000);
    probe.passKnowing(10);
    Finding nearly = probe.pass((i, y) -> i < 28 ? (y + 1) % 10 : y);
    double lower = nearly.estimates().distilledRatio().orElseThrow().lower();
    assertThat(lower).isBetween(.95, .96);

    Verdicts unsure = new Verdicts(VerdictSettings.DEFAULT);
    assertThat(IntStream.range(0, 5).mapToObj(i -> unsure.judged(nearly).verdict()))
        .doesNotContain(DONE);
    List<Verdict> after = new ArrayList<>();
    for (Finding finding : List.of(sure, sure, sure, nearly)) {
      after.add(verdict(finding));
    }
    assertThat(after).containsExactly(WARMING, WARMING, DONE, DONE);
  }

  @Test
  void somebodyElseGoesOnAlike() {
    Random random = Seeds.random(4);
    Probe probe = Probe.of("run", 10_000);
    List<Finding> findings = new ArrayList<>();
    for (int pass = 0; pass < 40; pass++) {
      findings.add(probe.pass((i, y) -> i < 30 ? random.nextInt(Probe.CLASSES) : Math.min(y, 6)));
    }
    Verdicts one = new Verdicts(VerdictSettings.DEFAULT);
    List<Measurement> whole = findings.stream().map(one::judged).toList();
    List<Measurement> parts = new ArrayList<>();
    for (Finding finding : findings) {
      Verdicts next = new Verdicts(VerdictSettings.DEFAULT);
      next.resume("run", verdicts.state("run"));
      parts.add(next.judged(finding));
      verdicts.resume("run", next.state("run"));
    }
    assertThat(parts).isEqualTo(whole);
    assertThat(whole).extracting(Measurement::verdict).contains(STALLED);
  }
}
