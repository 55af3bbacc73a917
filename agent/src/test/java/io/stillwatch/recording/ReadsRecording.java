package io.stillwatch.recording;

import io.stillwatch.source.RawRecord;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/** A process that reads a recording to its end, and says how much was in it. */
final class ReadsRecording {
  private ReadsRecording() {}

  public static void main(String[] arguments) throws IOException {
    long records = 0;
    long bytes = 0;
    try (RecordReader reader = RecordReader.open(Path.of(arguments[0]), false)) {
      Optional<RawRecord> next = reader.next();
      while (next.isPresent()) {
        records++;
        bytes += next.get().value().length;
        next = reader.next();
      }
    }
    System.out.println(records + " records, " + bytes + " bytes");
  }
}
