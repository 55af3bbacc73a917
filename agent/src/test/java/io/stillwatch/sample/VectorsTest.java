package io.stillwatch.sample;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class VectorsTest {
  @ParameterizedTest
  @ValueSource(floats = {Float.NaN, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY})
  void oneNumberThatIsNotFiniteIsFoundWhereverItStands(float odd) {
    for (int dimension = 1; dimension <= 9; dimension++) {
      for (int at = 0; at < dimension; at++) {
        float[] data = new float[3 * dimension];
        data[dimension + at] = odd;
        Values.Vectors rows = new Values.Vectors(data, 3, dimension);
        assertThat(rows.isFinite(0)).as("dimension %d, place %d", dimension, at).isTrue();
        assertThat(rows.isFinite(1)).as("dimension %d, place %d", dimension, at).isFalse();
        assertThat(rows.isFinite(2)).as("dimension %d, place %d", dimension, at).isTrue();
      }
    }
  }

  @ParameterizedTest
  @ValueSource(floats = {Float.MAX_VALUE, -Float.MAX_VALUE, Float.MIN_VALUE, -0f})
  void largeAndSmallNumbersAreFinite(float number) {
    float[] data = {number, number, number, number, number};
    assertThat(new Values.Vectors(data, 1, 5).isFinite(0)).isTrue();
  }
}
