package io.stillwatch.codebook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.stillwatch.sample.Values.Vectors;
import java.util.Arrays;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class SparseProjectionTest {
  private static Vectors random(int rows, int dimension, long seed) {
    Random random = new Random(seed);
    float[] data = new float[rows * dimension];
    for (int i = 0; i < data.length; i++) {
      data[i] = (float) random.nextGaussian();
    }
    return new Vectors(data, rows, dimension);
  }

  private static double squaredDistance(Vectors rows, int one, int other) {
    double sum = 0;
    for (int i = 0; i < rows.dimension(); i++) {
      double off =
          rows.data()[one * rows.dimension() + i] - rows.data()[other * rows.dimension() + i];
      sum += off * off;
    }
    return sum;
  }

  /** The relative deviation of a squared distance has variance 2/256 at most (Kane, Nelson). */
  @ParameterizedTest
  @CsvSource({"300, 1", "1000, 2", "4096, 3", "65536, 4"})
  void distancesAreRoughlyKept(int dimension, long seed) {
    Vectors rows = random(24, dimension, seed);
    Vectors reduced = SparseProjection.reduced(rows);
    double squares = 0;
    int pairs = 0;
    for (int i = 0; i < rows.rows(); i++) {
      for (int j = 0; j < i; j++) {
        double ratio = squaredDistance(reduced, i, j) / squaredDistance(rows, i, j);
        assertThat(ratio).as("seed %d, rows %d and %d", seed, i, j).isBetween(0.6, 1.5);
        squares += (ratio - 1) * (ratio - 1);
        pairs++;
      }
    }
    assertThat(Math.sqrt(squares / pairs)).as("seed %d", seed).isLessThan(0.11);
  }

  /** Rows with one number each: the places of any two may collide, but never cancel a row. */
  @Test
  void everyAxisKeepsItsLength() {
    int dimension = 1_000;
    float[] data = new float[dimension * dimension];
    for (int i = 0; i < dimension; i++) {
      data[i * dimension + i] = 3;
    }
    Vectors reduced = SparseProjection.reduced(new Vectors(data, dimension, dimension));
    for (int i = 0; i < dimension; i++) {
      double squares = 0;
      for (int k = 0; k < SparseProjection.WIDTH; k++) {
        squares += Math.pow(reduced.data()[i * SparseProjection.WIDTH + k], 2);
      }
      assertThat(squares).as("axis %d", i).isBetween(9 - 1e-5, 9 + 1e-5);
    }
  }

  /** Pinned: a projection of other bits would part a codebook from the rows that it is for. */
  @Test
  void theBitsNeverChange() {
    Vectors reduced = SparseProjection.reduced(random(2, 300, 5));
    assertThat(Arrays.hashCode(reduced.data())).isEqualTo(-1_462_915_797);
    assertThat(SparseProjection.reduced(random(2, 300, 5)).data()).isEqualTo(reduced.data());
  }

  @Test
  void aRowIsReducedAloneAsAmongOthers() {
    Vectors rows = random(3, 500, 6);
    float[] last = Arrays.copyOfRange(rows.data(), 1_000, 1_500);
    float[] among = SparseProjection.reduced(rows).data();
    assertThat(SparseProjection.reduced(new Vectors(last, 1, 500)).data())
        .isEqualTo(Arrays.copyOfRange(among, 512, 768));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 255, 256})
  void narrowRowsAreLeftAsTheyAre(int dimension) {
    Vectors rows = random(2, dimension, 7);
    assertThat(SparseProjection.reduced(rows)).isSameAs(rows);
  }

  @Test
  void aFiniteRowStaysFinite() {
    float[] data = new float[5_000];
    Arrays.fill(data, Float.MAX_VALUE);
    Vectors reduced = SparseProjection.reduced(new Vectors(data, 1, 5_000));
    assertThat(reduced.isFinite(0)).isTrue();
  }

  /** Ten states as METHOD.md section 6 says, in noise of the same length at any dimension. */
  @ParameterizedTest
  @ValueSource(longs = {8, 9})
  void tenClassesAreRecoveredAt65536Dimensions(long seed) {
    int rows = 200;
    int dimension = 65_536;
    Random random = new Random(seed);
    float[] data = new float[rows * dimension];
    float noise = (float) Math.sqrt(100.0 / dimension);
    for (int i = 0; i < data.length; i++) {
      float state = i % dimension == i / dimension % 10 ? 10 : 0;
      data[i] = state + (random.nextBoolean() ? noise : -noise) * 0.5f;
    }
    Vectors reduced = SparseProjection.reduced(new Vectors(data, rows, dimension));
    assertThat(reduced.data()).hasSize(rows * 256);
    Codebook codebook = CodebookFitter.fit(reduced.data(), rows, 256, new CodebookSettings(), seed);
    int[] codes =
        IntStream.range(0, rows).map(row -> codebook.code(reduced, row, Half.FIRST)).toArray();
    assertThat(Arrays.stream(codes).limit(10).distinct().count()).as("seed %d", seed).isEqualTo(10);
    for (int row = 10; row < rows; row++) {
      assertThat(codes[row]).as("seed %d, row %d", seed, row).isEqualTo(codes[row % 10]);
    }
  }

  @Test
  void rowsThatAreTooWideAreRefused() {
    assertThatThrownBy(() -> SparseProjection.reduced(new Vectors(new float[262_145], 1, 262_145)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("dimension was 262145; must be at most 262144");
  }
}
