package io.stillwatch.measure;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class VerdictSettingsTest {
  @Test
  void theDefaultsHaveNoProblem() {
    assertThat(VerdictSettings.DEFAULT)
        .isEqualTo(new VerdictSettings(.01, .15, .10, .9, .95, 10, 5));
    assertThat(VerdictSettings.DEFAULT.problems()).isEmpty();
  }

  @Test
  void everyProblemIsSaidAtOnce() {
    assertThat(new VerdictSettings(0, -1, 2, Double.NaN, 0, 1, 2_000).problems())
        .containsExactly(
            "progress_share was 0.0; must be between 1.0E-4 and 1.0",
            "floor_share was -1.0; must be between 0.0 and 1.0",
            "blind_share was 2.0; must be between 0.001 and 1.0",
            "ceiling_share was NaN; must be between 0.0 and 1.0",
            "done_ratio was 0.0; must be between 0.01 and 1.0",
            "passes was 1; must be between 2 and 1000",
            "windows was 2000; must be between 2 and 1000");
  }
}
