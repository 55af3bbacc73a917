package io.stillwatch.npy;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.stillwatch.wire.Memory;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Any bytes are an array of as many numbers as the file holds, or refused, in bounded memory.
 * {@code JAZZER_FUZZ=1} goes on from what is here.
 */
final class NpyFuzzTest {
  static Stream<byte[]> arrays() {
    return Stream.of(
        array(1, "{'descr': '<f4', 'fortran_order': False, 'shape': (2, 2), }\n", 16),
        array(1, "{'descr': '<i8', 'fortran_order': True, 'shape': (2, 3, 1), }\n", 48),
        array(2, "{'descr': '<f2', 'fortran_order': False, 'shape': (4,), }\n", 8),
        array(1, "{'descr': '<i4', 'fortran_order': False, 'shape': (), }\n", 4),
        array(
            1, "{'descr': '|O', 'fortran_order': False, 'shape': (2147483647, 2147483647), }\n", 0),
        array(3, "{'descr': '<f8', 'fortran_order': 0, 'shape': (-1, 0x10, 1_0), 'x': {}}\n", 3),
        array(
            1,
            "{'descr': [('a', '<f4'), ('b', '<f4')], 'shape': (1,), 'fortran_order': False}\n",
            8));
  }

  private static byte[] array(int version, String header, int dataBytes) {
    byte[] text = header.getBytes(StandardCharsets.ISO_8859_1);
    int lengthBytes = version == 1 ? Short.BYTES : Integer.BYTES;
    byte[] array = new byte[8 + lengthBytes + text.length + dataBytes];
    byte[] magic = {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y', (byte) version, 0, (byte) text.length};
    System.arraycopy(magic, 0, array, 0, magic.length);
    System.arraycopy(text, 0, array, 8 + lengthBytes, text.length);
    return array;
  }

  /** One file for all inputs of a process. */
  private static final class Scratch {
    private static final Path FILE = created();

    private static Path created() {
      try {
        Path file = Files.createTempFile("fuzz", ".npy");
        file.toFile().deleteOnExit();
        return file;
      } catch (IOException e) {
        throw new IllegalStateException("no temporary file", e);
      }
    }
  }

  @MethodSource("arrays")
  @FuzzTest
  void anyBytesAreAnArrayOfTheirOwnSizeOrRefused(byte[] input) throws IOException {
    Files.write(Scratch.FILE, input);
    try {
      NpyFile file = Memory.bounded(input.length, () -> NpyFile.open(Scratch.FILE));
      int numbers = Memory.bounded(input.length, file::floats).length;
      assertThat(numbers).isEqualTo(file.rows() * file.dimension()).isPositive();
      assertThat((long) numbers * file.type().width()).isLessThan(input.length);
      assertThat(file.wholes()).hasSize(numbers);
    } catch (NpyException refused) {
      assertThat(refused).hasMessageContaining(Scratch.FILE.getFileName().toString());
    }
  }
}
