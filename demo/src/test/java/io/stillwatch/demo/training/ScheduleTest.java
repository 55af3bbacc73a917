package io.stillwatch.demo.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

final class ScheduleTest {
  @Test
  void risesLinearlyToItsPeakAndStaysThere() {
    Schedule schedule = Schedule.warmingUp(0.5, 4);

    assertThat(schedule.learningRate(0)).isEqualTo(0.125);
    assertThat(schedule.learningRate(1)).isEqualTo(0.25);
    assertThat(schedule.learningRate(3)).isEqualTo(0.5);
    assertThat(schedule.learningRate(1000)).isEqualTo(0.5);
  }

  @Test
  void isZeroFromTheStepWhereItStops() {
    Schedule schedule = Schedule.warmingUp(0.5, 1).stoppedFrom(10);

    assertThat(schedule.learningRate(9)).isEqualTo(0.5);
    assertThat(schedule.learningRate(10)).isZero();
    assertThat(schedule.learningRate(11)).isZero();
  }

  @Test
  void saysWhichRiseIsImpossible() {
    assertThatThrownBy(() -> Schedule.warmingUp(0.5, 0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("steps were 0; must be at least 1");
  }
}
