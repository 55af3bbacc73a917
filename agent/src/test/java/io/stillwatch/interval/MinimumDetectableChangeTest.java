package io.stillwatch.interval;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.stillwatch.table.Seeds;
import java.util.Random;
import org.junit.jupiter.api.Test;

final class MinimumDetectableChangeTest {
  /** 40,000 tests: the rate is known to .002. */
  @Test
  void aTrueChangeOfThatSizeIsFoundInFourOfFiveTests() {
    double error = .03;
    double change = MinimumDetectableChange.nats(error);
    Random random = Seeds.random(1);
    int tests = 40_000;
    int found = 0;
    for (int test = 0; test < tests; test++) {
      double measured = change + error * random.nextGaussian();
      found += Math.abs(measured) > Estimate.NORMAL_QUANTILE * error ? 1 : 0;
    }
    assertThat((double) found / tests).isCloseTo(.8, within(.008));
  }

  @Test
  void twoMeasurementsHideMoreThanEitherAlone() {
    Estimate then = new Estimate(1, .97, 1.03);
    Estimate now = new Estimate(1.2, 1.16, 1.24);
    double error = .05 / Estimate.NORMAL_QUANTILE;
    assertThat(MinimumDetectableChange.betweenNats(then, now))
        .isCloseTo(MinimumDetectableChange.nats(error), within(1e-15));
  }

  @Test
  void aChangeKnowsItsOwn() {
    assertThat(new Change(.1, .05).minimumDetectableNats()).isCloseTo(.14, within(1e-15));
    assertThat(new Change(0, 0).minimumDetectableNats()).isZero();
  }
}
