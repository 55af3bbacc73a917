package io.stillwatch.codebook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.stillwatch.sample.Values.Vectors;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

final class CentresCodebookTest {
  private static final float[] CENTRES = {0, 0, 4, 0, 0, 3};

  @Test
  void aRowHasThePlaceOfItsNearestCentreTheFirstOfSeveral() {
    CentresCodebook codebook = new CentresCodebook(CENTRES, 2);
    Vectors rows = new Vectors(new float[] {0, 1, 5, 5, -1, 9, 2, 0}, 4, 2);
    assertThat(codebook.code(rows, 0, Half.FIRST)).isEqualTo(0);
    assertThat(codebook.code(rows, 1, Half.FIRST)).isEqualTo(1);
    assertThat(codebook.code(rows, 2, Half.FIRST)).isEqualTo(2);
    assertThat(codebook.code(rows, 3, Half.FIRST)).isEqualTo(0);
    assertThat(codebook.codes()).hasValue(3);
  }

  /** The nearest two are 3 apart, so 1.5 is as far as a centre reaches. */
  @Test
  void rowsFurtherOffThanHalfTheLeastDistanceAreOutside() {
    CentresCodebook codebook = new CentresCodebook(CENTRES, 2);
    Vectors rows = new Vectors(new float[] {0, 1.5f, 5.6f, 0, 4, 1}, 3, 2);
    assertThat(codebook.isOutside(rows, 0)).isFalse();
    assertThat(codebook.isOutside(rows, 1)).isTrue();
    assertThat(codebook.isOutside(rows, 2)).isFalse();
  }

  @Test
  void permutedCentresPermuteTheCodesAndNothingElse() {
    CentresCodebook codebook = new CentresCodebook(CENTRES, 2);
    CentresCodebook permuted = new CentresCodebook(new float[] {0, 3, 0, 0, 4, 0}, 2);
    int[] place = {1, 2, 0};
    Random random = new Random(1);
    for (int i = 0; i < 200; i++) {
      float[] row = {(float) random.nextGaussian() * 3, (float) random.nextGaussian() * 3};
      Vectors rows = new Vectors(row, 1, 2);
      assertThat(permuted.code(rows, 0, Half.FIRST))
          .isEqualTo(place[codebook.code(rows, 0, Half.FIRST)]);
      assertThat(permuted.isOutside(rows, 0)).isEqualTo(codebook.isOutside(rows, 0));
    }
  }

  @Test
  void aLayerIsFoundByItsGlobAndTheFirstOfSeveralHolds() {
    Vectors one = new Vectors(new float[] {1, 2}, 2, 1);
    Vectors other = new Vectors(new float[] {1, 2, 3}, 3, 1);
    SuppliedCentres centres = new SuppliedCentres(Map.of("a/*", one, "a/h.d", other));
    assertThat(centres.reduced("a/h.d").orElseThrow().codes()).hasValue(2);
    assertThat(centres.reduced("b/h.d")).isEmpty();
    assertThat(centres.dimension("b/h.d")).isEmpty();
    assertThat(new SuppliedCentres(Map.of("a/h.d", other)).dimension("a/hid")).isEmpty();
  }

  @Test
  void centresOfWideRowsAreReducedAsTheRowsAre() {
    float[] wide = new float[2 * 1_000];
    wide[3] = 5;
    wide[1_700] = 5;
    Vectors sent = new Vectors(wide, 2, 1_000);
    SuppliedCentres centres = new SuppliedCentres(Map.of("a/h", sent));
    CentresCodebook codebook = centres.reduced("a/h").orElseThrow();
    Vectors rows = SparseProjection.reduced(sent);
    assertThat(centres.dimension("a/h")).hasValue(1_000);
    assertThat(rows.dimension()).isEqualTo(256);
    assertThat(codebook.code(rows, 0, Half.FIRST)).isEqualTo(0);
    assertThat(codebook.code(rows, 1, Half.FIRST)).isEqualTo(1);
  }

  @Test
  void numbersThatAreNoCentresAreRefused() {
    assertThatThrownBy(() -> new CentresCodebook(new float[5], 2))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("centres had 5 numbers; must be a multiple of 2");
  }
}
