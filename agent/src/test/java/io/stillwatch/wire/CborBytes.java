package io.stillwatch.wire;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

/** CBOR written item by item (RFC 8949), well-formed or not. Another program than the reader. */
final class CborBytes {
  private static final int UNSIGNED = 0;
  private static final int NEGATIVE = 1;
  private static final int BYTES = 2;
  private static final int TEXT = 3;
  private static final int ARRAY = 4;
  private static final int MAP = 5;

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();

  CborBytes map(int fields) {
    return head(MAP, fields);
  }

  CborBytes array(int elements) {
    return head(ARRAY, elements);
  }

  CborBytes text(String text) {
    byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
    return head(TEXT, utf8.length).raw(utf8);
  }

  CborBytes data(byte[] bytes) {
    return head(BYTES, bytes.length).raw(bytes);
  }

  CborBytes whole(long number) {
    return number >= 0 ? head(UNSIGNED, number) : head(NEGATIVE, -1 - number);
  }

  /** Bytes as they are. */
  CborBytes raw(byte[] bytes) {
    out.writeBytes(bytes);
    return this;
  }

  /** Bytes in hexadecimal, blanks between them ignored. */
  CborBytes hex(String hex) {
    return raw(HexFormat.of().parseHex(hex.replace(" ", "")));
  }

  CborBytes hex(String hex, int times) {
    for (int i = 0; i < times; i++) {
      hex(hex);
    }
    return this;
  }

  private CborBytes head(int major, long argument) {
    if (argument < 24) {
      out.write(major << 5 | (int) argument);
    } else {
      out.write(major << 5 | 27);
      out.writeBytes(ByteBuffer.allocate(Long.BYTES).putLong(argument).array());
    }
    return this;
  }

  byte[] bytes() {
    return out.toByteArray();
  }
}
