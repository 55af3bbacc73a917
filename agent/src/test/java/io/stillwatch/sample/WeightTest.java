package io.stillwatch.sample;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class WeightTest {
  @Test
  void oneIsTwoToTheTwentieth() {
    assertThat(Weight.quantised(1)).isEqualTo(1_048_576);
  }

  @Test
  void aTenthIsTheNearestMultiple() {
    assertThat(Weight.quantised(0.1)).isEqualTo(104_858);
    assertThat(Weight.samples(104_858)).isEqualTo(104_858 / 1_048_576.0);
  }

  @ParameterizedTest
  @ValueSource(doubles = {-0.5, Double.NaN, Double.POSITIVE_INFINITY, 2e6})
  void refusesWhatIsNoWeight(double weight) {
    assertThatThrownBy(() -> Weight.quantised(weight))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("weight was " + weight)
        .hasMessageContaining("must be between 0 and");
  }
}
