package io.stillwatch.codebook;

import static org.assertj.core.api.Assertions.assertThat;

import io.stillwatch.sample.Values;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class RowCodesTest {
  private static KMeansCodebook codebook(int dimension, int clusters, Random random) {
    return new KMeansCodebook(
        new Projection(numbers(random, dimension), numbers(random, 3 * dimension)),
        numbers(random, 3 * clusters));
  }

  private static float[] numbers(Random random, int count) {
    float[] numbers = new float[count];
    for (int i = 0; i < count; i++) {
      numbers[i] = (float) random.nextGaussian();
    }
    return numbers;
  }

  private static int[] alone(Codebook codebook, Values values) {
    return IntStream.range(0, values.rows())
        .map(row -> codebook.code(values, row, Half.FIRST))
        .toArray();
  }

  /** To the last bit: whether a row was looked at alone or among others must never show. */
  @ParameterizedTest
  @CsvSource({"1, 2, 1", "7, 10, 63", "64, 5, 64", "255, 11, 65", "256, 10, 200"})
  void codesOfManyAreThoseOfEachAlone(int dimension, int clusters, int rows) {
    for (long seed = 0; seed < 5; seed++) {
      Random random = new Random(seed);
      KMeansCodebook codebook = codebook(dimension, clusters, random);
      Values.Vectors values =
          new Values.Vectors(numbers(random, rows * dimension), rows, dimension);
      assertThat(codebook.codes(values)).as("seed %d", seed).isEqualTo(alone(codebook, values));
    }
  }

  @Test
  void theOrderInWhichRowsAreAskedForDoesNotMatter() {
    Random random = new Random(6);
    KMeansCodebook one = codebook(20, 4, random);
    KMeansCodebook other = codebook(20, 4, random);
    Values.Vectors[] batches = new Values.Vectors[3];
    for (int i = 0; i < batches.length; i++) {
      batches[i] = new Values.Vectors(numbers(random, 100 * 20), 100, 20);
    }
    RowCodes codes = new RowCodes();
    for (int i = 0; i < 3_000; i++) {
      Values.Vectors values = batches[i < 1_000 ? i / 400 : random.nextInt(3)];
      KMeansCodebook by = i < 2_000 || random.nextBoolean() ? one : other;
      int row = i < 1_000 ? i % 100 : random.nextInt(100);
      assertThat(codes.code(by, values, row, Half.FIRST))
          .as("seed 6, question %d", i)
          .isEqualTo(by.code(values, row, Half.FIRST));
    }
  }

  @Test
  void aRowThatIsNotFiniteDisturbsNoneBesideIt() {
    Random random = new Random(7);
    KMeansCodebook codebook = codebook(20, 4, random);
    float[] data = numbers(random, 10 * 20);
    int[] before = alone(codebook, new Values.Vectors(data.clone(), 10, 20));
    data[3 * 20 + 5] = Float.NaN;
    data[7 * 20] = Float.POSITIVE_INFINITY;
    int[] codes = codebook.codes(new Values.Vectors(data, 10, 20));
    for (int row : new int[] {0, 1, 2, 4, 5, 6, 8, 9}) {
      assertThat(codes[row]).as("row %d", row).isEqualTo(before[row]);
    }
  }
}
