package io.stillwatch.interval;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.stillwatch.table.Seeds;
import java.util.Random;
import org.junit.jupiter.api.Test;

final class IndependentDifferenceTest {
  @Test
  void symmetricIntervalsAddAsTheirSquaresDo() {
    Estimate found =
        IndependentDifference.of(new Estimate(1.5, 1.2, 1.8), new Estimate(1, .6, 1.4));

    assertThat(found.value()).isEqualTo(.5);
    assertThat(found.lower()).isCloseTo(0, within(1e-12));
    assertThat(found.upper()).isCloseTo(1, within(1e-12));
  }

  @Test
  void theWayDownIsThatOfTheOneAndTheWayUpOfTheOther() {
    Estimate found = IndependentDifference.of(new Estimate(1, .7, 1), new Estimate(0, 0, .4));

    assertThat(found.lower()).isCloseTo(.5, within(1e-12));
    assertThat(found.upper()).isEqualTo(1);
  }

  @Test
  void whatIsExactHasAnExactDifferenceOfEitherSign() {
    assertThat(IndependentDifference.of(new Estimate(.25, .25, .25), new Estimate(1, 1, 1)))
        .isEqualTo(new Estimate(-.75, -.75, -.75));
  }

  /** Of 2,000 pairs of normal estimates; 95 % is 1,900, with a deviation of 10. */
  @Test
  void ninetyFiveOfAHundredIntervalsHoldTheDifference() {
    Random random = Seeds.random(800);
    int covered = 0;
    for (int pair = 0; pair < 2_000; pair++) {
      Estimate found = IndependentDifference.of(around(2, .3, random), around(1.25, .1, random));
      covered += found.lower() <= .75 && .75 <= found.upper() ? 1 : 0;
    }
    assertThat(covered).isBetween(1_860, 1_940);
  }

  private static Estimate around(double truth, double deviation, Random random) {
    double value = truth + deviation * random.nextGaussian();
    double half = Estimate.NORMAL_QUANTILE * deviation;
    return new Estimate(value, value - half, value + half);
  }
}
