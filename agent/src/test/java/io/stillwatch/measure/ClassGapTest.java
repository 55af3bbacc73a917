package io.stillwatch.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Comparator;
import java.util.List;
import org.junit.jupiter.api.Test;

final class ClassGapTest {
  private static Measurement judged(Finding finding) {
    return new Verdicts(VerdictSettings.DEFAULT).judged(finding);
  }

  @Test
  void onlyTheClassesThatTheStudentMergesContributeAndAlike() {
    List<ClassGap> gaps = judged(Probe.of("run", 1_000).passKnowing(6)).gapByClass();

    assertThat(gaps).hasSize(10);
    assertThat(gaps.subList(0, 4)).extracting(ClassGap::label).contains("6", "7", "8", "9");
    assertThat(gaps.subList(0, 4))
        .allSatisfy(gap -> assertThat(gap.nats()).isCloseTo(gaps.get(0).nats(), within(1e-9)));
    assertThat(gaps.get(0).nats()).isGreaterThan(.1);
    assertThat(gaps.subList(4, 10))
        .allSatisfy(gap -> assertThat(gap.nats()).isCloseTo(0, within(1e-9)));
  }

  @Test
  void thePartsSumToTheCorrectedGapAndComeInTheirOrder() {
    Measurement measurement =
        judged(Probe.dull("run", 1_000).pass((i, label) -> (label + i % 7) % 10));

    assertThat(measurement.gapByClass().stream().mapToDouble(ClassGap::nats).sum())
        .isCloseTo(measurement.estimates().corrected().distillationGap(), within(1e-12));
    assertThat(measurement.gapByClass())
        .isSortedAccordingTo(Comparator.comparingDouble(ClassGap::nats).reversed());
  }
}
