package io.stillwatch.codebook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.stillwatch.sample.Values;
import org.junit.jupiter.api.Test;

final class GivenCodesTest {
  private static final Values CODES = new Values.Codes(new int[] {0, 6, 7, -1});

  @Test
  void codesAreTakenAsTheyAre() {
    assertThat(new GivenCodes(7).code(CODES, 1, Half.FIRST)).isEqualTo(6);
    assertThat(new GivenCodes().fingerprint()).isEqualTo("given");
  }

  @Test
  void codesOutsideTheRangeAreRefused() {
    assertThatThrownBy(() -> new GivenCodes(7).code(CODES, 2, Half.FIRST))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("code was 7; must be between 0 and 6");
    assertThatThrownBy(() -> new GivenCodes(7).code(CODES, 3, Half.FIRST))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("code was -1; must be between 0 and 6");
  }
}
