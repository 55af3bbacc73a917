package io.stillwatch.interval;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class NormalTailTest {
  /** Quantiles of the normal distribution as tables have them, to the last digit shown. */
  @ParameterizedTest
  @CsvSource({
    "1e-2, 2.326348",
    "1e-3, 3.090232",
    "5e-4, 3.290527",
    "1e-4, 3.719016",
    "1e-6, 4.753424",
    "1e-9, 5.997807"
  })
  void isNeverTooSmallAndHardlyTooLarge(double level, double exact) {
    assertThat(NormalTail.quantile(level)).isBetween(exact, exact * 1.025);
  }

  @ParameterizedTest
  @ValueSource(doubles = {1e-2, 1e-3, 1e-5, 1e-12})
  void solvesTheBoundThatItNames(double level) {
    double z = NormalTail.quantile(level);
    assertThat(Math.exp(-z * z / 2) / (z * Math.sqrt(2 * Math.PI)) / level)
        .isBetween(1 - 1e-9, 1 + 1e-9);
  }

  @ParameterizedTest
  @ValueSource(doubles = {0, -1, .011, Double.NaN})
  void aLevelThatIsNoneIsRefused(double level) {
    assertThatThrownBy(() -> NormalTail.quantile(level))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("level was " + level + "; must be above 0 and at most 0.01");
  }
}
