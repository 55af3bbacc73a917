package io.stillwatch.codebook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.stillwatch.sample.Values;
import org.junit.jupiter.api.Test;

final class ArgMaxCodebookTest {
  private static final Values SCORES =
      new Values.Vectors(new float[] {-3, -1, -2, 0, 7, 7, 5, 5, 5}, 3, 3);

  @Test
  void theCodeIsThePlaceOfTheLargestScoreAndTheFirstOfSeveral() {
    ArgMaxCodebook codebook = new ArgMaxCodebook(3);
    assertThat(codebook.code(SCORES, 0, Half.FIRST)).isEqualTo(1);
    assertThat(codebook.code(SCORES, 1, Half.FIRST)).isEqualTo(1);
    assertThat(codebook.code(SCORES, 2, Half.FIRST)).isEqualTo(0);
  }

  @Test
  void theFingerprintNamesTheDimension() {
    assertThat(new ArgMaxCodebook(10).fingerprint()).isEqualTo("argmax-10");
  }

  @Test
  void scoresOfAnotherDimensionAreRefused() {
    assertThatThrownBy(() -> new ArgMaxCodebook(4).code(SCORES, 0, Half.FIRST))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("dimension was 3; must be 4");
  }

  @Test
  void codesAreNoScores() {
    assertThatThrownBy(
            () -> new ArgMaxCodebook(4).code(new Values.Codes(new int[] {1}), 0, Half.FIRST))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("values were codes; must be vectors");
  }
}
