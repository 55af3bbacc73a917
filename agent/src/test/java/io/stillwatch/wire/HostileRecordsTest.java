package io.stillwatch.wire;

import static org.assertj.core.api.Assertions.assertThat;

import io.stillwatch.sample.Refusal;
import io.stillwatch.source.Partition;
import io.stillwatch.source.Position;
import io.stillwatch.source.RawRecord;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The decoder's answer to every hostile record: its reason, in bounded memory. */
final class HostileRecordsTest {
  static List<HostileRecord> all() {
    return HostileRecords.all();
  }

  private static RawRecord raw(HostileRecord record) {
    return record.at(new Position(new Partition("t", 0), 0), 0);
  }

  @ParameterizedTest
  @MethodSource("all")
  void isRefusedForItsReasonOrAccepted(HostileRecord hostile) {
    Decoded decoded = MessageDecoder.decode(raw(hostile));

    Optional<Refusal> reason =
        decoded instanceof Decoded.Refused refused
            ? Optional.of(refused.reason())
            : Optional.empty();
    assertThat(reason).as("%s: %s", hostile.name(), decoded).isEqualTo(hostile.refusal());
    if (decoded instanceof Decoded.Refused refused) {
      assertThat(refused.detail())
          .hasSizeLessThan(320)
          .doesNotContainPattern("[\\p{Cntrl}\\p{Cf}]");
    }
  }

  @Test
  void costsAtMostAMultipleOfItsOwnBytes() {
    for (HostileRecord hostile : all()) {
      RawRecord record = raw(hostile);
      Memory.bounded(record.value().length, () -> MessageDecoder.decode(record));
    }
  }

  @Test
  void theCatalogueHasEveryReasonThatADecoderGives() {
    assertThat(all().stream().flatMap(hostile -> hostile.refusal().stream()).distinct())
        .containsExactlyInAnyOrder(
            Refusal.EMPTY,
            Refusal.MALFORMED,
            Refusal.TOO_LARGE,
            Refusal.CONTENT_TYPE,
            Refusal.VERSION,
            Refusal.MISSING_FIELD,
            Refusal.INVALID_FIELD,
            Refusal.DUPLICATE_FIELD,
            Refusal.ROW_MISMATCH,
            Refusal.SHAPE_MISMATCH,
            Refusal.NOT_FINITE,
            Refusal.KEY_MISMATCH);
  }
}
