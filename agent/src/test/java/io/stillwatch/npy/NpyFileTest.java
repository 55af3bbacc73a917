package io.stillwatch.npy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class NpyFileTest {
  private static final double LEAST_HALF = 0x1p-24;

  @TempDir private Path folder;

  private NpyFile opened(byte[] bytes) throws NpyException {
    return NpyFile.open(NpyBytes.write(folder, "array.npy", bytes));
  }

  private void assertRefused(byte[] bytes, String why) {
    assertThatThrownBy(() -> opened(bytes))
        .isInstanceOf(NpyException.class)
        .hasMessageStartingWith(folder.resolve("array.npy") + ": ")
        .hasMessageContaining(why);
  }

  @ParameterizedTest
  @CsvSource({"<f2,1", "<f4,1", "<f8,1", "<i4,1", "<i8,1", "<f2,2", "<f4,2", "<i8,2"})
  void everyTypeIsReadInBothVersions(String descr, int version) throws Exception {
    NpyFile file =
        opened(NpyBytes.of(descr, new int[] {2, 2}, 1, -2, 0, 1).version(version).bytes());
    assertThat(file.rows()).isEqualTo(2);
    assertThat(file.dimension()).isEqualTo(2);
    assertThat(file.doubles()).containsExactly(1, -2, 0, 1);
    assertThat(file.floats()).containsExactly(1, -2, 0, 1);
    assertThat(file.wholes()).containsExactly(1, -2, 0, 1);
  }

  @Test
  void halvesAreReadToTheirLastBit() throws Exception {
    NpyFile file =
        opened(
            NpyBytes.of("<f2", .5, 65_504, LEAST_HALF, Double.POSITIVE_INFINITY, Double.NaN)
                .bytes());
    assertThat(file.doubles())
        .containsExactly(.5, 65_504, LEAST_HALF, Double.POSITIVE_INFINITY, Double.NaN);
  }

  @Test
  void columnsThatRunFirstBecomeRows() throws Exception {
    NpyFile file = opened(NpyBytes.of("<f8", new int[] {2, 3}, 1, 4, 2, 5, 3, 6).fortran().bytes());
    assertThat(file.doubles()).containsExactly(1, 2, 3, 4, 5, 6);
  }

  @Test
  void furtherAxesAreFlattenedIntoARowInBothOrders() throws Exception {
    double[] rows = {0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11};
    double[] columnsFirst = new double[12];
    for (int a = 0; a < 2; a++) {
      for (int b = 0; b < 3; b++) {
        for (int c = 0; c < 2; c++) {
          columnsFirst[a + 2 * (b + 3 * c)] = rows[2 * (3 * a + b) + c];
        }
      }
    }
    int[] shape = {2, 3, 2};
    assertThat(opened(NpyBytes.of("<i4", shape, rows).bytes()).doubles()).containsExactly(rows);
    NpyFile file = opened(NpyBytes.of("<i4", shape, columnsFirst).fortran().bytes());
    assertThat(file.dimension()).isEqualTo(6);
    assertThat(file.doubles()).containsExactly(rows);
  }

  @Test
  void moreNumbersThanAreReadAtATimeStayInTheirOrder() throws Exception {
    double[] many = new double[200_000];
    Arrays.setAll(many, i -> i);
    NpyFile file = opened(NpyBytes.of("<i8", many).bytes());
    assertThat(file.doubles()).containsExactly(many);
  }

  @Test
  void anIntegerOf64BitsKeepsAllOfThem() throws Exception {
    byte[] bytes = NpyBytes.of("<i8", 0).bytes();
    long large = Long.MAX_VALUE - 1;
    for (int i = 0; i < 8; i++) {
      bytes[bytes.length - 8 + i] = (byte) (large >>> (8 * i));
    }
    assertThat(opened(bytes).wholes()).containsExactly(large);
  }

  @Test
  void aFloatThatIsNoIntegerIsNamedWhereIntegersAreWanted() throws Exception {
    NpyFile file = opened(NpyBytes.of("<f4", 1, 1.5).bytes());
    assertThatThrownBy(file::wholes).hasMessageContaining("row 1 held 1.5; must be an integer");
  }

  @ParameterizedTest
  @CsvSource({
    "|O,held Python objects",
    ">f4,was big-endian; must be little-endian: save array.astype('<f4')",
    "<u8,held numbers of type '<u8'",
    "<c8,held numbers of type '<c8'",
    "|b1,held numbers of type '|b1'"
  })
  void otherTypesAreRefused(String descr, String why) {
    byte[] header =
        NpyBytes.of("<f4", 1)
            .bytes(
                "{'descr': '%s', ".formatted(descr) + "'fortran_order': False, 'shape': (1,), }");
    assertRefused(header, why);
  }

  @Test
  void aFileThatIsCutOffOrGoesOnIsRefused() {
    byte[] whole = NpyBytes.of("<f4", 1, 2, 3).bytes();
    assertRefused(Arrays.copyOf(whole, whole.length - 1), "had 11 bytes of numbers; must be 3 x 1");
    assertRefused(Arrays.copyOf(whole, whole.length + 1), "goes on after its end");
    for (int length = 0; length < 60; length++) {
      assertRefused(Arrays.copyOf(whole, length), "");
    }
  }

  @Test
  void otherFilesAreRefused() {
    assertRefused("teacher,student\n".getBytes(StandardCharsets.US_ASCII), "was no .npy");
    assertRefused("PK\u0003\u0004......".getBytes(StandardCharsets.US_ASCII), "was a zip archive");
    assertRefused(NpyBytes.of("<f4", 1).version(3).bytes(), "was of format version 3.0");
    assertThatThrownBy(() -> NpyFile.open(folder)).hasMessageContaining("was no file");
    assertThatThrownBy(() -> NpyFile.open(folder.resolve("none.npy")))
        .hasMessageContaining("none.npy: was no file");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "{}",
        "{'descr': '<f4', 'fortran_order': False}",
        "{'descr': '<f4', 'fortran_order': False, 'shape': (1)}",
        "{'descr': '<f4', 'fortran_order': 0, 'shape': (1,)}",
        "{'descr': '<f4', 'fortran_order': False, 'shape': [1]}",
        "{'descr': '<f4', 'fortran_order': False, 'shape': (-1,)}",
        "{'descr': '<f4', 'fortran_order': False, 'shape': (1,)} + 1",
        "{'descr': '<f4', 'descr': '<f4', 'fortran_order': False, 'shape': (1,)}",
        "{'descr': '<f4', 'fortran_order': False, 'shape': (1,), 'more': 1}",
        "{'descr': [('a', '<f4')], 'fortran_order': False, 'shape': (1,)}",
        "{'descr': '<f4', 'fortran_order': False, 'shape': (9999999999,)}",
        "{'descr': '<f4', 'fortran_order': False, 'shape': (99999999999999999999,)}",
        "{'descr': '<f4', 'fortran_order': False, 'shape': (60000, 60000)}",
        "{'descr': '<f4', 'fortran_order': False, 'shape': ()}",
        "{'descr': '<f4', 'fortran_order': False, 'shape': (0, 3)}",
        "__import__('os').system('true')"
      })
  void aHeaderThatNumPyWouldNotWriteIsRefused(String header) {
    assertRefused(NpyBytes.of("<f4", 1).bytes(header), "");
  }

  @Test
  void aShapeIsHeldAgainstTheFileBeforeMemoryIsTaken() {
    assertRefused(
        NpyBytes.of("<f8", 1)
            .bytes("{'descr': '<f8', 'fortran_order': False, 'shape': (2147483639,), }"),
        "had 8 bytes of numbers; must be 2147483639 x 1 of float64");
  }
}
