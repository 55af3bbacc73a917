package io.stillwatch.wire;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class ByteStringTest {
  private static byte[] written(byte[] bytes) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (JsonGenerator generator = Factories.CBOR.createGenerator(out)) {
      generator.writeBinary(bytes);
    }
    return out.toByteArray();
  }

  /** Jackson writes them; lengths on both sides of every form of the head. */
  @ParameterizedTest
  @ValueSource(ints = {0, 1, 23, 24, 255, 256, 65_535, 65_536, 300_000})
  void aStringIsFoundWhereItLies(int length) throws IOException {
    byte[] bytes = new byte[length];
    Arrays.fill(bytes, (byte) 7);
    byte[] string = written(bytes);
    byte[] record = new byte[string.length + 8];
    System.arraycopy(string, 0, record, 3, string.length);
    byte[] found = new byte[length];
    var where = ByteString.at(record, 3).orElseThrow();
    assertThat(where.remaining()).isEqualTo(length);
    where.get(found);
    assertThat(found).isEqualTo(bytes);
  }

  @Test
  void whatIsCutShortIsLeftToTheParser() throws IOException {
    byte[] string = written(new byte[300]);
    for (int length = 0; length < string.length; length++) {
      assertThat(ByteString.at(Arrays.copyOf(string, length), 0)).as("%d bytes", length).isEmpty();
    }
    assertThat(ByteString.at(string, -1)).isEmpty();
  }

  /** Indefinite length, an eight-byte length, reserved forms, a text, an integer, an array. */
  @ParameterizedTest
  @ValueSource(ints = {0x5F, 0x5B, 0x5C, 0x5E, 0x63, 0x03, 0x83, 0xF7})
  void whatIsNoPlainStringIsLeftToTheParser(int head) {
    byte[] record = new byte[64];
    record[0] = (byte) head;
    assertThat(ByteString.at(record, 0)).isEmpty();
  }
}
