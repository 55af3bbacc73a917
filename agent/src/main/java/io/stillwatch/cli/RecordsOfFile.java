package io.stillwatch.cli;

import io.stillwatch.recording.Losses;
import io.stillwatch.recording.RecordReader;
import io.stillwatch.source.RawRecord;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The records of a recording or a spool. */
final class RecordsOfFile implements ReplayedRecords {
  private final Path file;
  private final RecordReader reader;

  RecordsOfFile(Path file, boolean skipDamaged) throws IOException {
    this.file = file;
    this.reader = RecordReader.open(file, skipDamaged);
  }

  @Override
  public Optional<RawRecord> next() throws IOException {
    return reader.next();
  }

  @Override
  public double share() {
    return (double) reader.bytesRead() / reader.bytes();
  }

  @Override
  public Optional<String> losses() {
    Losses losses = reader.losses();
    List<String> parts = new ArrayList<>();
    if (losses.tornBytes() > 0) {
      parts.add(
          String.format(
              Locale.ROOT,
              "the last %,d bytes were no whole frame and were cut",
              losses.tornBytes()));
    }
    if (losses.damagedFrames() > 0) {
      parts.add(
          String.format(
              Locale.ROOT,
              "%,d damaged frames of %,d bytes were skipped",
              losses.damagedFrames(),
              losses.damagedBytes()));
    }
    return parts.isEmpty() ? Optional.empty() : Optional.of(file + ": " + String.join("; ", parts));
  }

  @Override
  public void close() throws IOException {
    reader.close();
  }
}
