package io.stillwatch.wire;

import java.nio.ByteBuffer;
import java.util.Optional;

/** Byte strings of CBOR where they lie (RFC 8949, section 3.1, major type 2). */
final class ByteString {
  private static final int MAJOR_TYPE = 0x40;
  private static final int MAJOR_BITS = 0xE0;

  /** The first byte's last bits say that the length is in 1, 2 or 4 more bytes, big-endian. */
  private static final int IN_ONE_BYTE = 24;

  private static final int IN_FOUR_BYTES = 26;

  private ByteString() {}

  /**
   * The bytes of a string.
   *
   * @param offset of its first byte in the record
   * @return empty where it is of no definite length, or not whole: the parser knows what to say
   */
  static Optional<ByteBuffer> at(byte[] record, long offset) {
    if (offset < 0 || offset >= record.length) {
      return Optional.empty();
    }
    ByteBuffer rest = ByteBuffer.wrap(record, (int) offset, record.length - (int) offset).slice();
    int first = rest.get() & 0xFF;
    int said = first & ~MAJOR_BITS;
    if ((first & MAJOR_BITS) != MAJOR_TYPE || said > IN_FOUR_BYTES) {
      return Optional.empty();
    }
    int more = said < IN_ONE_BYTE ? 0 : 1 << (said - IN_ONE_BYTE);
    if (more > rest.remaining()) {
      return Optional.empty();
    }
    long length = said < IN_ONE_BYTE ? said : 0;
    for (int i = 0; i < more; i++) {
      length = (length << Byte.SIZE) | (rest.get() & 0xFF);
    }
    return length <= rest.remaining()
        ? Optional.of(rest.slice().limit((int) length))
        : Optional.empty();
  }
}
