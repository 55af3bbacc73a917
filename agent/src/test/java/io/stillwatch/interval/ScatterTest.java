package io.stillwatch.interval;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.stillwatch.table.Seeds;
import java.util.Random;
import org.junit.jupiter.api.Test;

final class ScatterTest {
  /** So many rows of 0, and so many exceptions. */
  private static Scatter exceptions(double rows, double exceptions, double nats) {
    Scatter scatter = new Scatter();
    scatter.add(rows - exceptions, 0);
    scatter.add(exceptions, nats);
    return scatter;
  }

  /**
   * Rare exceptions of one size are a Poisson count, whose interval by Johnson is moved by (1 + 2 x
   * 1.96^2) / 6 = 1.447 of them, whatever their number.
   */
  @Test
  void rareExceptionsMoveTheIntervalByOneAndAHalfOfThem() {
    assertThat(exceptions(1e9, 10, -7).skewShift(1e9) * 1e9 / -7).isCloseTo(1.4472, within(1e-4));
    assertThat(exceptions(1e9, 40, 3).skewShift(1e9) * 1e9 / 3).isCloseTo(1.4472, within(1e-4));
  }

  @Test
  void rowsThatScatterEquallyToBothSidesMoveNothing() {
    Scatter scatter = new Scatter();
    scatter.add(3, 2.5);
    scatter.add(5, 4);
    scatter.add(3, 5.5);
    assertThat(scatter.skewShift(11)).isCloseTo(0, within(1e-14));
  }

  @Test
  void rowsThatAreAllAlikeMoveNothing() {
    Scatter scatter = new Scatter();
    for (int row = 0; row < 1_000; row++) {
      scatter.add(1, Math.log(10));
    }
    assertThat(scatter.skewShift(1_000)).isZero();
    assertThat(scatter.standardError(1_000)).isCloseTo(0, within(1e-8));
  }

  @Test
  void theUnitOfWeightDoesNotMatter() {
    Random random = Seeds.random(1);
    Scatter one = new Scatter();
    Scatter other = new Scatter();
    for (int row = 0; row < 100; row++) {
      double nats = random.nextDouble() * random.nextDouble();
      one.add(1, nats);
      other.add(64, nats);
    }
    assertThat(other.skewShift(100)).isCloseTo(one.skewShift(100), within(1e-15));
    assertThat(one.skewShift(100)).isPositive();
  }
}
