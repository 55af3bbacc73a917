package io.stillwatch.snapshot;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class SquareSumTest {
  /** The oracle is {@link BigInteger}; numbers up to 2^62, in and out in any order. */
  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void theSumIsExactWhateverCameAndWent(long seed) {
    Random random = new Random(seed);
    SquareSum sum = new SquareSum();
    BigInteger expected = BigInteger.ZERO;
    List<Long> inside = new ArrayList<>();
    for (int i = 0; i < 2_000; i++) {
      if (inside.isEmpty() || (inside.size() < 7 && random.nextInt(3) > 0)) {
        long number = random.nextLong() >> (2 + random.nextInt(60));
        inside.add(number);
        sum.add(number);
        expected = expected.add(BigInteger.valueOf(number).pow(2));
      } else {
        long number = inside.remove(random.nextInt(inside.size()));
        sum.subtract(number);
        expected = expected.subtract(BigInteger.valueOf(number).pow(2));
      }
      assertThat(sum.doubleValue())
          .as("seed %d, step %d", seed, i)
          .isEqualTo(expected.doubleValue());
    }
  }
}
