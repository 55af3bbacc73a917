package io.stillwatch.recording;

import io.stillwatch.source.Partition;
import io.stillwatch.source.Position;
import io.stillwatch.source.RawRecord;
import io.stillwatch.source.RecordHeader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;

/** Records for tests, and recordings of them. */
final class Recorded {
  private Recorded() {}

  /** Whatever a topic can hold, with nothing, emptiness and bytes in every place. */
  static List<RawRecord> records(int count, long seed) {
    Random random = new Random(seed);
    List<RawRecord> records = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      Partition partition = new Partition(random.nextBoolean() ? "batches" : "Прогон", i % 3);
      List<RecordHeader> headers = new ArrayList<>();
      for (int header = random.nextInt(4); header > 0; header--) {
        headers.add(new RecordHeader(header % 2 == 0 ? "twice" : "", bytes(random, 20)));
      }
      records.add(
          new RawRecord(
              new Position(partition, random.nextLong() >>> 1),
              random.nextLong(),
              bytes(random, 30),
              bytes(random, 3_000),
              headers));
    }
    return records;
  }

  private static byte[] bytes(Random random, int most) {
    if (random.nextInt(4) == 0) {
      return null;
    }
    byte[] bytes = new byte[random.nextInt(3) == 0 ? 0 : random.nextInt(most)];
    random.nextBytes(bytes);
    return bytes;
  }

  /** All that a record holds, as text, so that two of them can be compared. */
  static String text(RawRecord record) {
    return record.position()
        + " "
        + record.timestampMillis()
        + " "
        + hex(record.hasKey() ? record.key() : null)
        + " "
        + hex(record.hasValue() ? record.value() : null)
        + " "
        + record.headers().stream()
            .map(header -> header.key() + "=" + hex(header.value()))
            .collect(Collectors.joining(","));
  }

  private static String hex(byte[] bytes) {
    return bytes == null ? "none" : "[" + HexFormat.of().formatHex(bytes) + "]";
  }

  static List<String> texts(List<RawRecord> records) {
    return records.stream().map(Recorded::text).toList();
  }

  /** Writes a frame of each list. */
  @SafeVarargs
  static Path written(Path file, List<RawRecord>... frames) throws IOException {
    try (RecordingWriter writer = RecordingWriter.create(file, true)) {
      for (List<RawRecord> frame : frames) {
        for (RawRecord record : frame) {
          writer.write(record);
        }
        writer.flush();
      }
    }
    return file;
  }

  /** Reads to the end. */
  static List<RawRecord> all(RecordReader reader) throws IOException {
    List<RawRecord> records = new ArrayList<>();
    for (var next = reader.next(); next.isPresent(); next = reader.next()) {
      records.add(next.get());
    }
    return records;
  }

  /** The same bytes, one of them changed. */
  static byte[] hurt(byte[] bytes, int at) {
    byte[] hurt = Arrays.copyOf(bytes, bytes.length);
    hurt[at] ^= 0x10;
    return hurt;
  }
}
