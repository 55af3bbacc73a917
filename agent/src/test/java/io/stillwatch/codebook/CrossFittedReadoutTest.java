package io.stillwatch.codebook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.stillwatch.sample.Values;
import io.stillwatch.table.Seeds;
import java.util.Arrays;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class CrossFittedReadoutTest {
  private static final int CLASSES = 10;

  /** Labels in turn; each row is its class's axis, so many long, in noise of variance 1. */
  private static LabelledVectors rows(int count, int dimension, double length, long seed) {
    Random random = new Random(seed);
    float[] data = new float[count * dimension];
    int[] labels = IntStream.range(0, count).map(i -> i % CLASSES).toArray();
    for (int i = 0; i < data.length; i++) {
      double own = i % dimension == labels[i / dimension] ? length : 0;
      data[i] = (float) (own + random.nextGaussian());
    }
    return new LabelledVectors(data, dimension, labels, halves(count), CLASSES);
  }

  private static Half[] halves(int count) {
    return IntStream.range(0, count)
        .mapToObj(i -> Half.of(Seeds.hash(i / CLASSES)))
        .toArray(Half[]::new);
  }

  private static int[] codes(Codebook codebook, LabelledVectors rows) {
    Values values = new Values.Vectors(rows.data(), rows.rows(), rows.dimension());
    return IntStream.range(0, rows.rows())
        .map(row -> codebook.code(values, row, rows.halves()[row]))
        .toArray();
  }

  private static double agreement(int[] codes, int[] labels) {
    return IntStream.range(0, codes.length).filter(i -> codes[i] == labels[i]).count()
        / (double) codes.length;
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void classesThatLieApartAreReadWithoutError(long seed) {
    LabelledVectors rows = rows(600, 32, 10, seed);
    assertThat(codes(CrossFittedReadout.fit(rows), rows))
        .as("seed %d", seed)
        .isEqualTo(rows.labels());
  }

  /** A readout that saw its own rows would be right on noise; this one is right by luck alone. */
  @ParameterizedTest
  @ValueSource(longs = {4, 5, 6})
  void noiseIsReadNoBetterThanByChance(long seed) {
    LabelledVectors rows = rows(1_000, 128, 0, seed);
    double right = agreement(codes(CrossFittedReadout.fit(rows), rows), rows.labels());
    // 0.1 with a standard deviation of 0.0095
    assertThat(right).as("seed %d", seed).isBetween(0.06, 0.14);
    Half[] same = new Half[1_000];
    Arrays.fill(same, Half.FIRST);
    LabelledVectors seen =
        new LabelledVectors(rows.data(), rows.dimension(), rows.labels(), same, CLASSES);
    Half[] swapped = new Half[1_000];
    Arrays.fill(swapped, Half.SECOND);
    LabelledVectors own =
        new LabelledVectors(rows.data(), rows.dimension(), rows.labels(), swapped, CLASSES);
    assertThat(agreement(codes(CrossFittedReadout.fit(seen), own), rows.labels()))
        .as("seed %d, on the rows of the fit", seed)
        .isGreaterThan(0.2);
  }

  @Test
  void theSameRowsGiveTheSameBitsAndOtherRowsOthers() {
    String once = CrossFittedReadout.fit(rows(300, 16, 3, 7)).fingerprint();
    assertThat(once).matches("readout-[0-9a-f]{16}");
    assertThat(CrossFittedReadout.fit(rows(300, 16, 3, 7)).fingerprint()).isEqualTo(once);
    assertThat(CrossFittedReadout.fit(rows(300, 16, 3, 8)).fingerprint()).isNotEqualTo(once);
  }

  @ParameterizedTest
  @ValueSource(floats = {0, 3.7f, 1e38f})
  void aConstantRepresentationHasOneCodeAndSoNoInformation(float value) {
    LabelledVectors rows = rows(200, 4, 1, 9);
    Arrays.fill(rows.data(), value);
    assertThat(codes(CrossFittedReadout.fit(rows), rows)).containsOnly(0);
  }

  @Test
  void withOneRowAloneEverythingIsCodeZero() {
    LabelledVectors one =
        new LabelledVectors(new float[] {1, 2}, 2, new int[] {1}, new Half[] {Half.FIRST}, CLASSES);
    CrossFittedReadout codebook = CrossFittedReadout.fit(one);
    assertThat(codes(codebook, one)).containsExactly(0);
    assertThat(codebook.codes()).hasValue(CLASSES);
  }

  @Test
  void fewerRowsThanNumbersAndThanClassesCanBeRead() {
    LabelledVectors rows = rows(8, 64, 20, 10);
    assertThat(codes(CrossFittedReadout.fit(rows), rows)).hasSize(8);
  }

  @Test
  void shapesThatDoNotMatchAreRefused() {
    assertThatThrownBy(
            () ->
                new LabelledVectors(
                    new float[4], 2, new int[] {0, 3}, new Half[] {Half.FIRST, Half.FIRST}, 3))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("label was 3; must be between 0 and 2");
    assertThatThrownBy(() -> new LabelledVectors(new float[4], 2, new int[1], new Half[1], 3))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("data had 4 numbers; must be 1 x 2");
  }
}
