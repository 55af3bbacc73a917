package io.stillwatch.recording;

import static io.stillwatch.recording.Recorded.all;
import static io.stillwatch.recording.Recorded.hurt;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.stillwatch.source.Partition;
import io.stillwatch.source.Position;
import io.stillwatch.source.RawRecord;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.zip.CRC32;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The format is that of clients/python/README.md. */
final class SpoolReaderTest {
  private static final String TYPE = "application/vnd.stillwatch.batch+cbor; v=1";

  @TempDir private Path directory;

  private Path spool(byte[] bytes) throws IOException {
    return Files.write(directory.resolve("kd-17.spool"), bytes);
  }

  private static byte[] bytes(String... values) {
    ByteBuffer spool = ByteBuffer.allocate(10_000).put("SWSPOOL1".getBytes(StandardCharsets.UTF_8));
    long timestampMillis = 1_700_000_000_000L;
    for (String value : values) {
      byte[] body = body(timestampMillis++, "kd-17", TYPE, value);
      CRC32 sum = new CRC32();
      sum.update(body);
      spool.putInt(body.length).put(body).putInt((int) sum.getValue());
    }
    return Arrays.copyOf(spool.array(), spool.position());
  }

  private static byte[] body(long timestampMillis, String key, String type, String value) {
    ByteBuffer body =
        ByteBuffer.allocate(12 + key.length() + type.length() + value.length())
            .putLong(timestampMillis)
            .putShort((short) key.length())
            .put(key.getBytes(StandardCharsets.UTF_8))
            .putShort((short) type.length())
            .put(type.getBytes(StandardCharsets.UTF_8))
            .put(value.getBytes(StandardCharsets.UTF_8));
    return body.array();
  }

  private static List<String> values(List<RawRecord> records) {
    return records.stream().map(r -> new String(r.value(), StandardCharsets.UTF_8)).toList();
  }

  @Test
  void recordsReadAsIfFromATopicOfTheFilesName() throws IOException {
    try (RecordReader reader = RecordReader.open(spool(bytes("one", "", "three")), false)) {
      List<RawRecord> records = all(reader);
      assertThat(values(records)).containsExactly("one", "", "three");
      RawRecord last = records.get(2);
      assertThat(last.position()).isEqualTo(new Position(new Partition("kd-17.spool", 0), 2));
      assertThat(last.timestampMillis()).isEqualTo(1_700_000_000_002L);
      assertThat(new String(last.key(), StandardCharsets.UTF_8)).isEqualTo("kd-17");
      assertThat(last.contentType()).hasValue(TYPE);
      assertThat(reader.bytesRead()).isEqualTo(reader.bytes());
    }
  }

  @Test
  void aTailTornAtAnyByteOfTheLastRecordIsCutAndSaid() throws IOException {
    int whole = bytes("one").length;
    byte[] bytes = bytes("one", "two");
    for (int length = whole; length < bytes.length; length++) {
      try (RecordReader reader = RecordReader.open(spool(Arrays.copyOf(bytes, length)), false)) {
        assertThat(values(all(reader))).as("cut at " + length).containsExactly("one");
        assertThat(reader.losses().tornBytes()).isEqualTo(length - whole);
      }
    }
  }

  @Test
  void aRecordDamagedInTheMiddleIsAnErrorOrSkipped() throws IOException {
    int start = bytes("one").length;
    int end = bytes("one", "two").length;
    byte[] bytes = hurt(bytes("one", "two", "three"), end - 6);
    try (RecordReader reader = RecordReader.open(spool(bytes), false)) {
      assertThatThrownBy(() -> all(reader)).hasMessageContaining("the record at byte " + start);
    }
    try (RecordReader reader = RecordReader.open(spool(bytes), true)) {
      assertThat(values(all(reader))).containsExactly("one", "three");
      assertThat(reader.losses()).isEqualTo(new Losses(1, end - start, 0));
    }
  }
}
