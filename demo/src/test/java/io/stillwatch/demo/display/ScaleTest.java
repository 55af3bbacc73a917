package io.stillwatch.demo.display;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ScaleTest {
  @ParameterizedTest
  @CsvSource({
    "2.2, 0.5, 5",
    "800, 200, 5",
    "0.06, 0.02, 4",
    "1, 0.2, 6",
    "12345, 2500, 5",
    "3, 1, 4",
  })
  void ticksAreRoundNumbersThatFillTheAxis(double largest, double step, int count) {
    Scale scale = new Scale(largest, 300, 100);

    assertThat(scale.ticks(6)).hasSize(count);
    assertThat(scale.ticks(6).get(0)).isZero();
    assertThat(scale.ticks(6).get(1)).isEqualTo(step);
    assertThat(scale.at(0)).isEqualTo(300);
    assertThat(scale.at(largest)).isEqualTo(100);
  }
}
