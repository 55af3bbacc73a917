package io.stillwatch.codebook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.stillwatch.sample.Values;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class KMeansCodebookTest {
  private static final Projection PLANE =
      new Projection(new float[] {0, 0, 0}, new float[] {1, 0, 0, 0, 1, 0});

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void theCodeIsTheNearestCentreOfTheProjection(long seed) {
    Random random = new Random(seed);
    KMeansCodebook codebook =
        new KMeansCodebook(
            new Projection(numbers(random, 6), numbers(random, 18)), numbers(random, 15));
    Values.Vectors rows = new Values.Vectors(numbers(random, 1200), 200, 6);
    double[] projected = codebook.projection().project(rows.data(), 200);
    for (int i = 0; i < 200; i++) {
      assertThat(codebook.code(rows, i, Half.FIRST))
          .as("seed %d, row %d", seed, i)
          .isEqualTo(nearest(projected, i, codebook.centres()));
    }
  }

  private static int nearest(double[] projected, int row, float[] centres) {
    int best = 0;
    double least = Double.POSITIVE_INFINITY;
    for (int k = 0; k < centres.length / 3; k++) {
      double sum = 0;
      for (int j = 0; j < 3; j++) {
        sum += Math.pow(projected[row * 3 + j] - centres[k * 3 + j], 2);
      }
      if (sum < least) {
        least = sum;
        best = k;
      }
    }
    return best;
  }

  @Test
  void theLowestOfEquallyNearCentresWins() {
    KMeansCodebook codebook = new KMeansCodebook(PLANE, new float[] {0, 1, 0, -1, 0, 1});
    assertThat(codebook.code(row(5, 0, 0), 0, Half.FIRST)).isEqualTo(0);
    assertThat(codebook.code(row(0, 5, 0), 0, Half.FIRST)).isEqualTo(0);
    assertThat(codebook.code(row(0, -5, 0), 0, Half.FIRST)).isEqualTo(1);
  }

  @Test
  void theLengthOfARowDoesNotMatterAndZeroStaysZero() {
    KMeansCodebook codebook = new KMeansCodebook(PLANE, new float[] {1, 0, .1f, 0});
    assertThat(codebook.code(row(1e30f, 0, 0), 0, Half.FIRST)).isEqualTo(0);
    assertThat(codebook.code(row(1e-30f, 0, 0), 0, Half.FIRST)).isEqualTo(0);
    assertThat(codebook.code(row(0, 0, 0), 0, Half.FIRST)).isEqualTo(1);
  }

  @Test
  void theFingerprintFollowsEveryStoredNumber() {
    String one = new KMeansCodebook(PLANE, new float[] {1, 0, 0, 1}).fingerprint();
    assertThat(one).matches("[0-9a-f]{16}");
    assertThat(new KMeansCodebook(PLANE, new float[] {1, 0, 0, 1}).fingerprint()).isEqualTo(one);
    assertThat(new KMeansCodebook(PLANE, new float[] {1, 0, 0, Math.nextUp(1f)}).fingerprint())
        .isNotEqualTo(one);
  }

  @Test
  void halfACentreIsRefused() {
    assertThatThrownBy(() -> new KMeansCodebook(PLANE, new float[3]))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("centres had 3 numbers; must be a multiple of 2");
  }

  private static Values row(float... numbers) {
    return new Values.Vectors(numbers, 1, numbers.length);
  }

  private static float[] numbers(Random random, int count) {
    float[] numbers = new float[count];
    for (int i = 0; i < count; i++) {
      numbers[i] = (float) random.nextGaussian();
    }
    return numbers;
  }
}
