package io.stillwatch.npy;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;

/**
 * What comes before the numbers: the magic word, the version, the header's length and the header.
 *
 * @param header the header's text
 * @param length bytes of all of it
 */
record Prelude(String header, long length) {
  private static final byte[] MAGIC = {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y'};
  private static final byte[] ZIP = {'P', 'K'};

  /** A header of plain numbers takes about a hundred bytes. */
  private static final int LONGEST_HEADER = 65_535;

  static Prelude read(Path file, InputStream in) throws IOException, NpyException {
    byte[] start = bytes(file, in, MAGIC.length);
    if (!Arrays.equals(start, MAGIC)) {
      throw new NpyException(
          file,
          (Arrays.equals(Arrays.copyOf(start, ZIP.length), ZIP)
                  ? "was a zip archive"
                  : "was no .npy")
              + "; must be one array saved by numpy.save");
    }
    byte[] version = bytes(file, in, 2);
    int lengthBytes = lengthBytes(file, version[0] & 0xFF, version[1] & 0xFF);
    byte[] length = Arrays.copyOf(bytes(file, in, lengthBytes), Integer.BYTES);
    int headerBytes = ByteBuffer.wrap(length).order(ByteOrder.LITTLE_ENDIAN).getInt();
    if (headerBytes < 0 || headerBytes > LONGEST_HEADER) {
      throw new NpyException(
          file,
          "had a header of %d bytes; must be at most %d"
              .formatted(Integer.toUnsignedLong(headerBytes), LONGEST_HEADER));
    }
    String header = new String(bytes(file, in, headerBytes), StandardCharsets.ISO_8859_1);
    return new Prelude(header, MAGIC.length + version.length + lengthBytes + (long) headerBytes);
  }

  /** The versions differ in how long the header can be, and the third in its alphabet. */
  private static int lengthBytes(Path file, int major, int minor) throws NpyException {
    if (minor == 0 && major == 1) {
      return Short.BYTES;
    }
    if (minor == 0 && major == 2) {
      return Integer.BYTES;
    }
    throw new NpyException(
        file,
        "was of format version %d.%d; must be 1.0 or 2.0, as numpy.save writes plain numbers"
            .formatted(major, minor));
  }

  private static byte[] bytes(Path file, InputStream in, int count)
      throws IOException, NpyException {
    byte[] bytes = in.readNBytes(count);
    if (bytes.length < count) {
      throw new NpyException(file, "ended before its numbers; it was cut off, write it again");
    }
    return bytes;
  }
}
