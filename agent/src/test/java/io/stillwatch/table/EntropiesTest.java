package io.stillwatch.table;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class EntropiesTest {
  @Test
  void aSumKeepsWhatARoundedOneLoses() {
    CompensatedSum sum = new CompensatedSum();
    for (double term : new double[] {1, 1e100, 1, -1e100}) {
      sum.add(term);
    }
    assertThat(sum.value()).isEqualTo(2);
    assertThat(new CompensatedSum().value()).isZero();
  }

  @Test
  void aMillionTenthsAreAHundredThousand() {
    CompensatedSum sum = new CompensatedSum();
    for (int i = 0; i < 1_000_000; i++) {
      sum.add(0.1);
    }
    assertThat(sum.value()).isEqualTo(100_000);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 10, 1000, 1_000_000})
  void theEntropyOfAUniformDistributionIsTheLogarithmOfItsSize(int size) {
    double[] uniform = new double[size];
    Arrays.fill(uniform, 1.0 / size);

    assertThat(Entropies.entropy(uniform)).isCloseTo(StrictMath.log(size), within(1e-14));
  }

  @Test
  void whatCannotHappenAddsNoEntropy() {
    assertThat(Entropies.entropy(new double[] {0, 1, 0})).isZero();
    assertThat(Entropies.entropy(new double[] {0.25, 0, 0.75}))
        .isEqualTo(Entropies.entropy(new double[] {0.25, 0.75}));
  }

  @Test
  void whatHardlyHappensAddsItsOwnTermAlone() {
    double entropy = Entropies.entropy(new double[] {1, 1e-300});

    assertThat(entropy).isCloseTo(300 * StrictMath.log(10) * 1e-300, within(1e-312));
  }

  /** Computed with 60 digits from the doubles: p log(p/q) - p + q. */
  @ParameterizedTest
  @CsvSource({
    "0, 0.25, 0.25",
    "0.5, 0.5, 0",
    "0.3, 0.2, 0.021639532432449315",
    "0.2, 0.3, 0.018906978378367115",
    "0.500000001, 0.5, 9.99999942769471e-19",
    "0.1, 1e-200, 45.72144335058151",
    "1e-300, 0.5, 0.5",
  })
  void aTermOfADivergenceIsAccurateNearAndFar(double p, double q, double nats) {
    assertThat(Entropies.divergenceTerm(p, q)).isCloseTo(nats, within(1e-24 + 1e-15 * nats));
  }

  @Test
  void noTermIsNegative() {
    for (double p = 1; p > 1e-12; p *= 0.37) {
      for (int ulps = -3; ulps <= 3; ulps++) {
        double q = p + ulps * Math.ulp(p);
        assertThat(Entropies.divergenceTerm(p, q)).as(p + " against " + q).isNotNegative();
      }
    }
  }
}
