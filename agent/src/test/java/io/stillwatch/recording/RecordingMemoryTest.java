package io.stillwatch.recording;

import static org.assertj.core.api.Assertions.assertThat;

import io.stillwatch.source.Partition;
import io.stillwatch.source.Position;
import io.stillwatch.source.RawRecord;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Reading takes no more memory than a frame, however long the file is. */
final class RecordingMemoryTest {
  /** More than the reader's whole heap; {@code ./check --full} asks for 300. */
  private static final int MEGABYTES = Integer.getInteger("stillwatch.recording.megabytes", 80);

  private static final int VALUE_BYTES = 100_000;

  @TempDir private Path directory;

  @Test
  void aFileLargerThanTheHeapIsReadToItsEnd() throws IOException, InterruptedException {
    int records = MEGABYTES * 1_000_000 / VALUE_BYTES;
    Path file = directory.resolve("large.swrec");
    try (RecordingWriter writer = RecordingWriter.create(file, false)) {
      Random random = new Random(5);
      for (int i = 0; i < records; i++) {
        byte[] value = new byte[VALUE_BYTES];
        random.nextBytes(value);
        Position position = new Position(new Partition("topic", 0), i);
        writer.write(new RawRecord(position, i, null, value, List.of()));
      }
    }
    assertThat(Files.size(file)).isGreaterThan(MEGABYTES * 1_000_000L);
    assertThat(read(file))
        .contains("%d records, %d bytes".formatted(records, (long) records * VALUE_BYTES));
  }

  private String read(Path file) throws IOException, InterruptedException {
    Path output = directory.resolve("output");
    Process reader =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx64m",
                "-cp",
                System.getProperty("java.class.path"),
                ReadsRecording.class.getName(),
                file.toString())
            .redirectErrorStream(true)
            .redirectOutput(output.toFile())
            .start();
    int exitCode = reader.waitFor();
    String said = Files.readString(output, StandardCharsets.UTF_8);
    assertThat(exitCode).as(said).isZero();
    return said;
  }
}
