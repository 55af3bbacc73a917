package io.stillwatch.wire;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.stillwatch.sample.Message;
import io.stillwatch.sample.Refusal;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Any bytes are refused or accepted, in bounded memory; what is accepted can be written and read
 * again. Begins with the catalogue and the examples; {@code JAZZER_FUZZ=1} goes on from there.
 */
final class DecoderFuzzTest {
  /** The first bytes decide the encoding, so one target stands for both. */
  private static final Optional<String> BY_FIRST_BYTE = Optional.empty();

  private static final List<String> KEYS = List.of(HostileRecords.RUN, "resnet18-from-resnet50");
  private static final int LONGEST = 1 << 16;

  static Stream<byte[]> records() {
    Stream<byte[]> hostile =
        HostileRecords.all().stream()
            .filter(record -> !record.name().contains(" cut at "))
            .map(HostileRecord::value);
    Stream<byte[]> valid = Examples.in("valid").stream().flatMap(DecoderFuzzTest::bothEncodings);
    return Stream.concat(hostile, valid).filter(value -> value != null && value.length < LONGEST);
  }

  private static Stream<byte[]> bothEncodings(Path example) {
    return Stream.of(Examples.bytes(example), Examples.cbor(example));
  }

  @MethodSource("records")
  @FuzzTest
  void anyBytesAreRefusedOrSurviveBeingWrittenAgain(byte[] value) {
    for (String key : KEYS) {
      Decoded decoded =
          Memory.bounded(
              value.length, () -> MessageDecoder.decode(Messages.raw(key, value, BY_FIRST_BYTE)));
      if (decoded instanceof Decoded.Accepted accepted) {
        expectTheSameAgain(accepted.message());
      } else {
        Decoded.Refused refused = (Decoded.Refused) decoded;
        assertThat(refused.reason()).isNotEqualTo(Refusal.FAILURE);
        assertThat(refused.detail()).hasSizeLessThan(320);
      }
    }
  }

  /** By way of either encoding the other's bytes are the same. */
  private static void expectTheSameAgain(Message message) {
    byte[] json = MessageEncoder.encode(message, Encoding.JSON);
    byte[] cbor = MessageEncoder.encode(message, Encoding.CBOR);
    assertThat(MessageEncoder.encode(read(message, json), Encoding.CBOR)).isEqualTo(cbor);
    assertThat(MessageEncoder.encode(read(message, cbor), Encoding.JSON)).isEqualTo(json);
  }

  private static Message read(Message message, byte[] value) {
    Decoded again =
        MessageDecoder.decode(Messages.raw(message.attempt().run(), value, BY_FIRST_BYTE));
    assertThat(again).isInstanceOf(Decoded.Accepted.class);
    return ((Decoded.Accepted) again).message();
  }
}
