package io.stillwatch.snapshot;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * Reads what {@link ByteSink} wrote, or strangers' bytes: no length is believed before it was held
 * against what is left. Not thread-safe.
 */
final class ByteCursor {
  private static final int PAYLOAD_BITS = 7;
  private static final int MORE = 1 << PAYLOAD_BITS;

  private final byte[] bytes;
  private int next;

  ByteCursor(byte[] bytes) {
    this.bytes = bytes;
  }

  /** Reads one thing. */
  interface Reading<T> {
    T read() throws SnapshotFormatException;
  }

  int raw() throws SnapshotFormatException {
    if (next == bytes.length) {
      throw new SnapshotFormatException(
          "bytes were " + bytes.length + ", and more were announced; the snapshot is cut");
    }
    return bytes[next++] & 0xff;
  }

  long whole() throws SnapshotFormatException {
    long value = 0;
    for (int shift = 0; shift < Long.SIZE; shift += PAYLOAD_BITS) {
      int one = raw();
      value |= (long) (one & (MORE - 1)) << shift;
      if (one < MORE) {
        return value;
      }
    }
    throw new SnapshotFormatException("a number had more than 64 bits at byte " + next);
  }

  long signed() throws SnapshotFormatException {
    long value = whole();
    return (value >>> 1) ^ -(value & 1);
  }

  /** A number that fits an int and is not below 0. */
  int small() throws SnapshotFormatException {
    long value = whole();
    if (value < 0 || value > Integer.MAX_VALUE) {
      throw new SnapshotFormatException(
          "a number was " + value + "; must be between 0 and " + Integer.MAX_VALUE);
    }
    return (int) value;
  }

  /** How many things follow of so many bytes each at least. */
  int count(int leastBytes) throws SnapshotFormatException {
    long value = whole();
    int most = (bytes.length - next) / leastBytes;
    if (value < 0 || value > most) {
      throw new SnapshotFormatException(
          "a length was " + value + "; must be at most " + most + ", as no more bytes follow");
    }
    return (int) value;
  }

  double real() throws SnapshotFormatException {
    long bits = 0;
    for (int i = 0; i < Long.BYTES; i++) {
      bits = (bits << Byte.SIZE) | raw();
    }
    return Double.longBitsToDouble(bits);
  }

  OptionalDouble optionalReal() throws SnapshotFormatException {
    return flag() ? OptionalDouble.of(real()) : OptionalDouble.empty();
  }

  boolean flag() throws SnapshotFormatException {
    int value = raw();
    if (value > 1) {
      throw new SnapshotFormatException("a flag was " + value + "; must be 0 or 1");
    }
    return value == 1;
  }

  String text() throws SnapshotFormatException {
    int length = count(1);
    byte[] utf8 = Arrays.copyOfRange(bytes, next, next + length);
    next += length;
    String text = new String(utf8, StandardCharsets.UTF_8);
    if (!Arrays.equals(text.getBytes(StandardCharsets.UTF_8), utf8)) {
      throw new SnapshotFormatException("a text before byte " + next + " was no UTF-8");
    }
    return text;
  }

  <T> List<T> list(int leastBytes, Reading<T> each) throws SnapshotFormatException {
    int count = count(leastBytes);
    List<T> values = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      values.add(each.read());
    }
    return List.copyOf(values);
  }

  <T> Optional<T> optional(Reading<T> reading) throws SnapshotFormatException {
    return flag() ? Optional.of(reading.read()) : Optional.empty();
  }

  void requireEnd() throws SnapshotFormatException {
    if (next < bytes.length) {
      throw new SnapshotFormatException(
          "bytes were %d behind a snapshot of %d; must be none"
              .formatted(bytes.length - next, next));
    }
  }
}
