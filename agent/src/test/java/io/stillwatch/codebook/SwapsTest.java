package io.stillwatch.codebook;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class SwapsTest {
  private static final CodebookSettings THREE = new CodebookSettings(1, 3, 1, 100);

  /** Three heaps of a hundred points on a line, at 0, 100 and 110. */
  private static double[] heaps(long seed) {
    Random random = new Random(seed);
    double[] points = new double[300];
    Arrays.setAll(points, i -> new double[] {0, 100, 110}[i % 3] + random.nextGaussian());
    return points;
  }

  private static double[] refit(double[] centres, long seed, int swaps) {
    return KMeans.refit(heaps(seed), centres, 1, THREE, new KMeans.Refit(seed, swaps));
  }

  /** Two centres share the heap at 0 and one has both others: no descent leaves that. */
  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void aSwapLeadsOutOfAMinimumThatADescentStaysIn(long seed) {
    double[] stuck = refit(new double[] {-1, 1, 105}, seed, 0);
    double[] found = refit(new double[] {-1, 1, 105}, seed, 3);
    assertThat(Arrays.stream(stuck).filter(centre -> centre > 50).count())
        .as("seed %d", seed)
        .isEqualTo(1);
    Arrays.sort(found);
    assertThat(found[0]).as("seed %d", seed).isBetween(-1.0, 1.0);
    assertThat(found[1]).as("seed %d", seed).isBetween(99.0, 101.0);
    assertThat(found[2]).as("seed %d", seed).isBetween(109.0, 111.0);
  }

  /** The centre that moves keeps its place in the order, and so do the others. */
  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void theOtherCentresKeepTheirCodes(long seed) {
    double[] found = refit(new double[] {105, -1, 1}, seed, 3);
    assertThat(found[0]).as("seed %d", seed).isBetween(99.0, 111.0);
    assertThat(Math.min(found[1], found[2])).as("seed %d", seed).isBetween(-1.0, 1.0);
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void whereAllIsWellNoCentreMoves(long seed) {
    double[] good = refit(new double[] {100, 0, 110}, seed, 0);
    assertThat(refit(good, seed, 10)).as("seed %d", seed).isEqualTo(good);
  }

  /** Two old centres live on, and each of the two points would also be a seed. */
  @ParameterizedTest
  @ValueSource(ints = {0, 3})
  void thereAreNeverMoreCentresThanPoints(int swaps) {
    double[] points = {0, 10};
    double[] centres = {1, 9, 50};
    assertThat(KMeans.refit(points, centres, 1, THREE, new KMeans.Refit(1, swaps)))
        .containsExactly(0, 10);
  }
}
