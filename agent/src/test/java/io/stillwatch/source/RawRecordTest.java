package io.stillwatch.source;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class RawRecordTest {
  private static final Position PLACE = new Position(new Partition("topic", 1), 7);

  private static RecordHeader header(String key, String value) {
    return new RecordHeader(key, value.getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void theLastContentTypeCounts() {
    RawRecord record =
        new RawRecord(
            PLACE,
            0,
            new byte[0],
            new byte[0],
            List.of(
                header("content-type", "one"),
                header("content-type", "two"),
                header("other", "three"),
                new RecordHeader("content-type", null)));

    assertThat(record.contentType()).contains("two");
  }

  @Test
  void whatIsNotThereIsReadAsEmptyAndIsNotTheSame() {
    RawRecord none = new RawRecord(PLACE, 0, null, null, Optional.empty());
    RawRecord empty = new RawRecord(PLACE, 0, new byte[0], new byte[0], Optional.empty());

    assertThat(none.key()).isEmpty();
    assertThat(none.value()).isEmpty();
    assertThat(none.hasKey()).isFalse();
    assertThat(none.hasValue()).isFalse();
    assertThat(empty.hasKey()).isTrue();
    assertThat(empty.hasValue()).isTrue();
    assertThat(none.contentType()).isEmpty();
  }
}
