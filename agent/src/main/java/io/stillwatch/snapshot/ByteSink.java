package io.stillwatch.snapshot;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Collection;
import java.util.Optional;
import java.util.function.Consumer;

/** Bytes that grow: what {@link ByteCursor} reads. Not thread-safe. */
final class ByteSink {
  private static final int PAYLOAD_BITS = 7;
  private static final int MORE = 1 << PAYLOAD_BITS;

  private byte[] bytes = new byte[1_024];
  private int size;

  byte[] written() {
    return Arrays.copyOf(bytes, size);
  }

  void raw(int value) {
    if (size == bytes.length) {
      bytes = Arrays.copyOf(bytes, 2 * size);
    }
    bytes[size++] = (byte) value;
  }

  /** A number that is seldom large: seven bits a byte, the lowest first. */
  void whole(long value) {
    long left = value;
    while (left < 0 || left >= MORE) {
      raw((int) left | MORE);
      left >>>= PAYLOAD_BITS;
    }
    raw((int) left);
  }

  /** The same where it may be below 0: the sign is the lowest bit. */
  void signed(long value) {
    whole((value << 1) ^ (value >> (Long.SIZE - 1)));
  }

  void real(double value) {
    long bits = Double.doubleToLongBits(value);
    for (int shift = Long.SIZE - Byte.SIZE; shift >= 0; shift -= Byte.SIZE) {
      raw((int) (bits >>> shift));
    }
  }

  void flag(boolean value) {
    raw(value ? 1 : 0);
  }

  /**
   * A text in UTF-8.
   *
   * @throws IllegalArgumentException if it holds half a surrogate pair, which UTF-8 cannot say
   */
  void text(String value) {
    byte[] utf8 = value.getBytes(StandardCharsets.UTF_8);
    if (!new String(utf8, StandardCharsets.UTF_8).equals(value)) {
      throw new IllegalArgumentException("a text held half a surrogate pair; must be Unicode");
    }
    whole(utf8.length);
    for (byte one : utf8) {
      raw(one);
    }
  }

  <T> void list(Collection<T> values, Consumer<T> each) {
    whole(values.size());
    values.forEach(each);
  }

  <T> void optional(Optional<T> value, Consumer<T> write) {
    flag(value.isPresent());
    value.ifPresent(write);
  }

  /** Counts by their greatest common divisor, as they mostly are so many times one weight. */
  long unit(long[] counts) {
    long unit = 0;
    for (long count : counts) {
      unit = divisor(unit, count);
    }
    unit = Math.max(unit, 1);
    whole(unit);
    return unit;
  }

  private static long divisor(long one, long other) {
    long a = one;
    long b = other;
    while (b != 0) {
      long rest = a % b;
      a = b;
      b = rest;
    }
    return a;
  }
}
