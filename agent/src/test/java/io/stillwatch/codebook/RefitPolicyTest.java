package io.stillwatch.codebook;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class RefitPolicyTest {
  private static final CodebookSettings PRESET = new CodebookSettings();
  private static final int ROWS = 500;
  private static final int DIMENSION = 16;

  /** Ten states along ten of sixteen axes, in noise. */
  private static float[] states(int firstAxis, long seed) {
    Random random = new Random(seed);
    float[] data = new float[ROWS * DIMENSION];
    for (int i = 0; i < data.length; i++) {
      boolean own = i % DIMENSION == (i / DIMENSION % 10 + firstAxis) % DIMENSION;
      data[i] = (float) ((own ? 10 : 0) + random.nextGaussian());
    }
    return data;
  }

  private static KMeansCodebook fitted(float[] data, long seed) {
    return CodebookFitter.fit(data, ROWS, DIMENSION, PRESET, seed);
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void aModelThatStandsStillKeepsItsCodebook(long seed) {
    float[] data = states(0, seed);
    KMeansCodebook known = fitted(data, seed);
    assertThat(RefitPolicy.followed(known, data, PRESET, seed)).isSameAs(known);
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void otherRowsOfTheSameModelKeepItToo(long seed) {
    KMeansCodebook known = fitted(states(0, seed), seed);
    assertThat(RefitPolicy.followed(known, states(0, seed + 10), PRESET, seed))
        .as("seed %d", seed)
        .isSameAs(known);
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void aModelThatTurnedGetsACodebookThatFits(long seed) {
    KMeansCodebook known = fitted(states(0, seed), seed);
    float[] turned = states(4, seed + 10);
    KMeansCodebook followed = RefitPolicy.followed(known, turned, PRESET, seed);
    assertThat(followed.fingerprint()).as("seed %d", seed).isNotEqualTo(known.fingerprint());
    assertThat(followed.distortion(turned)).isLessThan(known.distortion(turned) / 2);
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2})
  void distortionIsTheMeanSquaredDistanceToTheOwnCentre(long seed) {
    float[] data = states(0, seed);
    KMeansCodebook codebook = fitted(data, seed);
    // Ten unit vectors in noise of variance 1 at length 10: about 15 / (100 + 16) off the centre.
    assertThat(codebook.distortion(data)).as("seed %d", seed).isBetween(0.10, 0.15);
  }
}
