package io.stillwatch.codebook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.stillwatch.sample.Values;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.zip.GZIPInputStream;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class CodebookFitterTest {
  private static final CodebookSettings PRESET = new CodebookSettings();

  @ParameterizedTest
  @CsvSource({"10, 600, 1", "64, 600, 2", "256, 600, 3", "700, 300, 4"})
  void oneHotStatesInNoiseAreRecoveredExactly(int dimension, int rows, long seed) {
    float[] data = states(rows, dimension, seed);
    KMeansCodebook codebook = CodebookFitter.fit(data, rows, dimension, PRESET, seed);
    int[] states = IntStream.range(0, rows).map(i -> i % 10).toArray();
    double bits = information(states, codes(codebook, data, rows, dimension));
    assertThat(codebook.clusters()).isEqualTo(10);
    assertThat(bits).as("seed %d", seed).isCloseTo(Math.log(10) / Math.log(2), within(1e-12));
  }

  @Test
  void theDigitsTeacherKnowsWhatTheIncumbentPipelineSays() throws IOException {
    byte[] bytes = digits();
    int rows = bytes.length / 66;
    int[] labels = new int[rows];
    int[] incumbent = new int[rows];
    float[] data = new float[rows * 64];
    for (int i = 0; i < rows; i++) {
      labels[i] = bytes[i * 66];
      incumbent[i] = bytes[i * 66 + 1];
      for (int j = 0; j < 64; j++) {
        data[i * 64 + j] = bytes[i * 66 + 2 + j] & 0xff;
      }
    }
    KMeansCodebook codebook = CodebookFitter.fit(data, rows, 64, PRESET, 0);
    int[] codes = codes(codebook, data, rows, 64);
    assertThat(information(labels, incumbent)).isCloseTo(3.2209, within(5e-5));
    assertThat(information(labels, codes)).isCloseTo(3.2209, within(0.02));
    assertThat(information(incumbent, codes)).isGreaterThan(3.2);
  }

  @ParameterizedTest
  @ValueSource(longs = {5, 6})
  void theSameRowsAndSeedGiveTheSameFingerprint(long seed) {
    float[] data = states(400, 32, seed);
    String once = CodebookFitter.fit(data, 400, 32, PRESET, seed).fingerprint();
    String again = CodebookFitter.fit(data.clone(), 400, 32, PRESET, seed).fingerprint();
    assertThat(again).as("seed %d", seed).isEqualTo(once);
  }

  @Test
  void fewerDistinctRowsThanClustersGiveFewerCentres() {
    float[] data = new float[40 * 4];
    for (int i = 0; i < 40; i++) {
      data[i * 4 + i % 3] = 1 + i;
    }
    KMeansCodebook codebook = CodebookFitter.fit(data, 40, 4, PRESET, 1);
    assertThat(codebook.clusters()).isEqualTo(3);
    assertThat(codebook.projection().components()).isEqualTo(2);
    assertThat(
            information(
                IntStream.range(0, 40).map(i -> i % 3).toArray(), codes(codebook, data, 40, 4)))
        .isGreaterThan(1.58);
  }

  @ParameterizedTest
  @ValueSource(floats = {0, 3.7f})
  void aConstantRepresentationHasOneCentre(float value) {
    float[] data = new float[50 * 8];
    for (int i = 0; i < data.length; i++) {
      // Lengths differ, directions do not, but for rounding.
      int row = i / 8;
      data[i] = value * (1 + row * 0.1f);
    }
    KMeansCodebook codebook = CodebookFitter.fit(data, 50, 8, PRESET, 1);
    assertThat(codebook.clusters()).isEqualTo(1);
    assertThat(codes(codebook, data, 50, 8)).containsOnly(0);
  }

  @Test
  void rowsOfZerosAreAStateOfTheirOwn() {
    float[] data = states(200, 16, 9);
    Arrays.fill(data, 0, 16 * 20, 0);
    KMeansCodebook codebook =
        CodebookFitter.fit(data, 200, 16, new CodebookSettings(10, 11, 10, 100), 9);
    int[] codes = codes(codebook, data, 200, 16);
    assertThat(Arrays.copyOf(codes, 20)).containsOnly(codes[0]);
    assertThat(Arrays.copyOfRange(codes, 20, 200)).doesNotContain(codes[0]);
  }

  @Test
  void axesAreUnitVectorsWhoseLargestEntryIsPositive() {
    Projection projection =
        CodebookFitter.fit(states(300, 20, 11), 300, 20, PRESET, 11).projection();
    assertThat(projection.components()).isEqualTo(10);
    for (int j = 0; j < 10; j++) {
      float[] axis = Arrays.copyOfRange(projection.axes(), j * 20, j * 20 + 20);
      double squares = 0;
      float largest = 0;
      for (float entry : axis) {
        squares += (double) entry * entry;
        largest = Math.abs(entry) > Math.abs(largest) ? entry : largest;
      }
      assertThat(squares).isCloseTo(1, within(1e-6));
      assertThat(largest).isPositive();
    }
  }

  @Test
  void bothRoadsToTheAxesAgree() {
    // 30 rows of 20 numbers take the covariance; with 20 zeros more a row, the Gram matrix.
    float[] narrow = states(30, 20, 12);
    float[] wide = new float[30 * 40];
    for (int i = 0; i < 30; i++) {
      System.arraycopy(narrow, i * 20, wide, i * 40, 20);
    }
    double[] one = PrincipalAxes.fit(narrow, 30, 20, 5).project(narrow, 30);
    double[] other = PrincipalAxes.fit(wide, 30, 40, 5).project(wide, 30);
    assertThat(other).containsExactly(one, within(1e-6));
  }

  @Test
  void whatCannotBeFittedIsRefused() {
    assertThatThrownBy(() -> CodebookFitter.fit(new float[5000], 1, 5000, PRESET, 1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("dimension was 5000; must be between 1 and 4096");
    assertThatThrownBy(() -> CodebookFitter.fit(new float[5], 2, 3, PRESET, 1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("data had 5 numbers; must be 2 x 3");
    assertThatThrownBy(() -> CodebookFitter.fit(new float[] {1, 2, Float.NaN, 1}, 2, 2, PRESET, 1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("row 1 held NaN; must be finite");
  }

  @Test
  void badSettingsAreNamedAllAtOnce() {
    CodebookSettings bad = new CodebookSettings(0, 1, 0, 100);
    assertThatThrownBy(() -> CodebookFitter.fit(new float[4], 2, 2, bad, 1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("components was 0; must be between 1 and 256")
        .hasMessageContaining("clusters was 1; must be between 2 and 1024")
        .hasMessageContaining("restarts was 0");
    assertThat(PRESET.problems()).isEmpty();
  }

  /** Ten states in turn: one-hot x 10 + N(0, 1), as METHOD.md section 6 says. */
  private static float[] states(int rows, int dimension, long seed) {
    Random random = new Random(seed);
    float[] data = new float[rows * dimension];
    for (int i = 0; i < data.length; i++) {
      int state = i / dimension % 10;
      data[i] = (float) (random.nextGaussian() + (i % dimension == state ? 10 : 0));
    }
    return data;
  }

  private static int[] codes(Codebook codebook, float[] data, int rows, int dimension) {
    Values values = new Values.Vectors(data, rows, dimension);
    return IntStream.range(0, rows).map(i -> codebook.code(values, i, Half.FIRST)).toArray();
  }

  /** The plug-in mutual information in bits. */
  private static double information(int[] a, int[] b) {
    double[][] joint = new double[16][16];
    double[] ofA = new double[16];
    double[] ofB = new double[16];
    for (int i = 0; i < a.length; i++) {
      joint[a[i]][b[i]] += 1.0 / a.length;
      ofA[a[i]] += 1.0 / a.length;
      ofB[b[i]] += 1.0 / a.length;
    }
    double sum = 0;
    for (int i = 0; i < 16; i++) {
      for (int j = 0; j < 16; j++) {
        if (joint[i][j] > 0) {
          sum += joint[i][j] * Math.log(joint[i][j] / ofA[i] / ofB[j]);
        }
      }
    }
    return sum / Math.log(2);
  }

  private static byte[] digits() throws IOException {
    try (InputStream file =
        CodebookFitterTest.class.getResourceAsStream("/digits/teacher.bin.gz")) {
      return new GZIPInputStream(file).readAllBytes();
    }
  }

  private static Offset<Double> within(double offset) {
    return Offset.offset(offset);
  }
}
