package io.stillwatch.recording;

import io.stillwatch.source.RawRecord;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.Optional;

/**
 * Reads the records of a file, one after the other, in memory that does not grow with the file. A
 * tail that is no whole frame is cut and counted; damage in the middle is an error that names its
 * offset, unless it is to be skipped. For one thread.
 */
public sealed interface RecordReader extends AutoCloseable permits RecordingReader, SpoolReader {
  /**
   * Opens a recording, or a spool of the Python client; the first bytes say which.
   *
   * @param file the file
   * @param skipDamaged whether to count damaged frames and go on, instead of failing
   * @return at the first record
   * @throws IOException if it cannot be read, or is no file of records; the message says why
   */
  static RecordReader open(Path file, boolean skipDamaged) throws IOException {
    FileChannel channel = FileChannel.open(file, StandardOpenOption.READ);
    try {
      FileBytes bytes = new FileBytes(file, channel);
      byte[] magic = bytes.upTo(0, RecordingFormat.MAGIC_BYTES);
      if (Arrays.equals(magic, RecordingFormat.magic())) {
        return RecordingReader.of(bytes, skipDamaged);
      }
      if (Arrays.equals(magic, SpoolReader.magic())) {
        return new SpoolReader(bytes, skipDamaged);
      }
      throw new RecordingException(
          file, "it is no recording; must be written by stillwatch record, or be a client's spool");
    } catch (IOException | RuntimeException e) {
      channel.close();
      throw e;
    }
  }

  /**
   * The next record.
   *
   * @return empty at the end
   * @throws IOException if the file cannot be read, or is damaged here
   */
  Optional<RawRecord> next() throws IOException;

  /**
   * How far the file was read.
   *
   * @return 0 to {@link #bytes()}
   */
  long bytesRead();

  /**
   * How long the file was when it was opened.
   *
   * @return in bytes
   */
  long bytes();

  /**
   * What was left out so far.
   *
   * @return whole once {@link #next()} was empty
   */
  Losses losses();

  @Override
  void close() throws IOException;
}
