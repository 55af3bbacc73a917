package io.stillwatch.recording;

import static io.stillwatch.recording.Recorded.all;
import static io.stillwatch.recording.Recorded.hurt;
import static io.stillwatch.recording.Recorded.records;
import static io.stillwatch.recording.Recorded.texts;
import static io.stillwatch.recording.Recorded.written;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.stillwatch.source.Partition;
import io.stillwatch.source.Position;
import io.stillwatch.source.RawRecord;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class RecordingTest {
  private static final List<RawRecord> FIRST = records(5, 1);
  private static final List<RawRecord> SECOND = records(4, 2);
  private static final List<RawRecord> LAST = records(3, 3);

  @TempDir private Path directory;

  private Path file() {
    return directory.resolve("run.swrec");
  }

  @ParameterizedTest
  @ValueSource(longs = {11, 12, 13})
  void recordsComeBackByteForByteWithNothingEmptinessAndHeaders(long seed) throws IOException {
    List<RawRecord> records = records(2_000, seed);
    try (RecordReader reader = RecordReader.open(written(file(), records), false)) {
      assertThat(texts(all(reader))).as("seed " + seed).isEqualTo(texts(records));
      assertThat(reader.losses()).isEqualTo(Losses.NONE);
      assertThat(reader.bytesRead()).isEqualTo(reader.bytes()).isEqualTo(Files.size(file()));
    }
  }

  @Test
  void aRecordLargerThanAFrameUsuallyIsComesBackToo() throws IOException {
    byte[] value = new byte[3 * RecordingFormat.BLOCK_BYTES];
    Arrays.fill(value, 7, value.length, (byte) 9);
    RawRecord large =
        new RawRecord(new Position(new Partition("t", 0), 0), 1, null, value, List.of());
    List<RawRecord> records = List.of(FIRST.get(0), large, FIRST.get(1));
    try (RecordReader reader = RecordReader.open(written(file(), records), false)) {
      assertThat(texts(all(reader))).isEqualTo(texts(records));
    }
  }

  @Test
  void aFileOfTheFirstVersionStaysReadable() throws IOException {
    Path golden = Path.of("src/test/resources/recording");
    try (RecordReader reader = RecordReader.open(golden.resolve("golden.swrec"), false)) {
      assertThat(texts(all(reader))).isEqualTo(Files.readAllLines(golden.resolve("golden.txt")));
    }
  }

  @Test
  void aTailTornAtAnyByteOfTheLastFrameIsCutAndSaid() throws IOException {
    int whole = Files.readAllBytes(written(file(), FIRST, SECOND)).length;
    byte[] bytes = Files.readAllBytes(written(file(), FIRST, SECOND, LAST));
    List<RawRecord> kept = concat(FIRST, SECOND);
    for (int length = whole; length < bytes.length; length++) {
      Files.write(file(), Arrays.copyOf(bytes, length));
      try (RecordReader reader = RecordReader.open(file(), false)) {
        assertThat(texts(all(reader))).as("cut at " + length).isEqualTo(texts(kept));
        assertThat(reader.losses()).isEqualTo(new Losses(0, 0, length - whole));
      }
    }
  }

  @Test
  void aLastFrameThatWasNotWrittenThroughIsATornTail() throws IOException {
    int whole = Files.readAllBytes(written(file(), FIRST, SECOND)).length;
    byte[] bytes = Files.readAllBytes(written(file(), FIRST, SECOND, LAST));
    Arrays.fill(bytes, whole + 40, bytes.length, (byte) 0);
    Files.write(file(), bytes);
    try (RecordReader reader = RecordReader.open(file(), false)) {
      assertThat(all(reader)).hasSize(FIRST.size() + SECOND.size());
      assertThat(reader.losses()).isEqualTo(new Losses(0, 0, bytes.length - whole));
    }
  }

  @Test
  void aFrameDamagedInTheMiddleIsAnErrorThatNamesItOrIsSkippedAndCounted() throws IOException {
    int start = Files.readAllBytes(written(file(), FIRST)).length;
    int end = Files.readAllBytes(written(file(), FIRST, SECOND)).length;
    byte[] bytes = Files.readAllBytes(written(file(), FIRST, SECOND, LAST));
    // Every byte of the frame's header, and some of its block.
    for (int at = start; at < end; at += at < start + 20 ? 1 : 97) {
      Files.write(file(), hurt(bytes, at));
      try (RecordReader reader = RecordReader.open(file(), false)) {
        assertThatThrownBy(() -> all(reader))
            .as("hurt at " + at)
            .isInstanceOf(RecordingException.class)
            .hasMessageContaining("the frame at byte " + start + " is damaged");
      }
      try (RecordReader reader = RecordReader.open(file(), true)) {
        assertThat(texts(all(reader))).as("hurt at " + at).isEqualTo(texts(concat(FIRST, LAST)));
        assertThat(reader.losses()).isEqualTo(new Losses(1, end - start, 0));
      }
    }
  }

  @Test
  void lengthsThatClaimTwoGigabytesTakeNoMemory() throws IOException {
    byte[] bytes = Files.readAllBytes(written(file(), FIRST));
    int lengths = RecordingFormat.FILE_HEADER_BYTES + RecordingFormat.MARKER.length;
    ByteBuffer.wrap(bytes)
        .putInt(lengths, Integer.MAX_VALUE)
        .putInt(lengths + 4, Integer.MAX_VALUE);
    Files.write(file(), bytes);
    try (RecordReader reader = RecordReader.open(file(), false)) {
      assertThat(all(reader)).isEmpty();
      assertThat(reader.losses().tornBytes())
          .isEqualTo(bytes.length - RecordingFormat.FILE_HEADER_BYTES);
    }
  }

  @Test
  void aFileOfAnotherKindOrVersionIsRefusedByItsName() throws IOException {
    Files.writeString(file(), "{\"run\":1}\n");
    assertThatThrownBy(() -> RecordReader.open(file(), true))
        .hasMessage(
            file()
                + ": it is no recording; must be written by stillwatch record, or be a client's"
                + " spool");
    byte[] bytes = Files.readAllBytes(written(file(), FIRST));
    bytes[RecordingFormat.FILE_HEADER_BYTES - 1] = 2;
    Files.write(file(), bytes);
    assertThatThrownBy(() -> RecordReader.open(file(), true))
        .hasMessageContaining("its version was 2; must be 1");
  }

  @Test
  void aFileThatIsThereIsNotLostUnlessItMay() throws IOException {
    written(file(), FIRST);
    assertThatThrownBy(() -> RecordingWriter.create(file(), false))
        .isInstanceOf(FileAlreadyExistsException.class);
    try (RecordReader reader = RecordReader.open(written(file(), LAST), false)) {
      assertThat(texts(all(reader))).isEqualTo(texts(LAST));
    }
  }

  private static List<RawRecord> concat(List<RawRecord> one, List<RawRecord> two) {
    return Stream.concat(one.stream(), two.stream()).toList();
  }
}
