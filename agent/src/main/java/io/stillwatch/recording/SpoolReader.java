package io.stillwatch.recording;

import io.stillwatch.source.Partition;
import io.stillwatch.source.Position;
import io.stillwatch.source.RawRecord;
import io.stillwatch.source.RecordHeader;
import java.io.IOException;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.zip.CRC32;

/**
 * Reads the file that the Python client writes instead of sending to Kafka, as if its records had
 * come from partition 0 of a topic of the file's name. The format is in {@code
 * clients/python/README.md}. It has no mark by which to find a record behind damaged lengths: what
 * they make longer than the file is its torn tail.
 */
final class SpoolReader implements RecordReader {
  private static final String MAGIC = "SWSPOOL1";
  private static final int LENGTH_BYTES = 4;
  private static final int CHECKSUM_BYTES = 4;

  private final FileBytes bytes;
  private final boolean skipDamaged;
  private final Partition partition;
  private long next = MAGIC.length();
  private long offset;
  private Losses losses = Losses.NONE;

  SpoolReader(FileBytes bytes, boolean skipDamaged) {
    this.bytes = bytes;
    this.skipDamaged = skipDamaged;
    Path name = bytes.file().getFileName();
    this.partition = new Partition(name.toString(), 0);
  }

  static byte[] magic() {
    return MAGIC.getBytes(StandardCharsets.US_ASCII);
  }

  @Override
  public Optional<RawRecord> next() throws IOException {
    while (next < bytes.length()) {
      long end = end();
      if (end > bytes.length()) {
        return torn();
      }
      Optional<RawRecord> record = record(end);
      if (record.isEmpty() && end == bytes.length()) {
        return torn();
      }
      if (record.isEmpty()) {
        damaged(end);
      }
      next = end;
      if (record.isPresent()) {
        return record;
      }
    }
    return Optional.empty();
  }

  /** Where the record ends by its own length; beyond the file if it does not say. */
  private long end() throws IOException {
    byte[] length = bytes.upTo(next, LENGTH_BYTES);
    return length.length < LENGTH_BYTES
        ? Long.MAX_VALUE
        : next
            + LENGTH_BYTES
            + Integer.toUnsignedLong(ByteBuffer.wrap(length).getInt())
            + CHECKSUM_BYTES;
  }

  /** Empty where it does not match its checksum, or is none. */
  private Optional<RawRecord> record(long end) throws IOException {
    long count = end - next - LENGTH_BYTES;
    if (count - CHECKSUM_BYTES > RecordingFormat.MOST_BLOCK_BYTES) {
      return Optional.empty();
    }
    ByteBuffer body = ByteBuffer.wrap(bytes.upTo(next + LENGTH_BYTES, (int) count));
    CRC32 sum = new CRC32();
    sum.update(body.array(), 0, body.limit() - CHECKSUM_BYTES);
    if ((int) sum.getValue() != body.getInt(body.limit() - CHECKSUM_BYTES)) {
      return Optional.empty();
    }
    try {
      return Optional.of(record(body.limit(body.limit() - CHECKSUM_BYTES)));
    } catch (BufferUnderflowException e) {
      return Optional.empty();
    }
  }

  private RawRecord record(ByteBuffer body) {
    long timestampMillis = body.getLong();
    byte[] key = counted(body);
    byte[] contentType = counted(body);
    byte[] value = new byte[body.remaining()];
    body.get(value);
    return new RawRecord(
        new Position(partition, offset++),
        timestampMillis,
        key,
        value,
        List.of(new RecordHeader("content-type", contentType)));
  }

  private static byte[] counted(ByteBuffer body) {
    int length = Short.toUnsignedInt(body.getShort());
    if (length > body.remaining()) {
      throw new BufferUnderflowException();
    }
    byte[] counted = new byte[length];
    body.get(counted);
    return counted;
  }

  private Optional<RawRecord> torn() {
    losses = losses.withTorn(bytes.length() - next);
    next = bytes.length();
    return Optional.empty();
  }

  private void damaged(long end) throws IOException {
    if (!skipDamaged) {
      throw new RecordingException(
          bytes.file(),
          "the record at byte %d does not match its checksum; --skip-damaged goes on behind it"
              .formatted(next));
    }
    losses = losses.withDamaged(end - next);
  }

  @Override
  public long bytesRead() {
    return next;
  }

  @Override
  public long bytes() {
    return bytes.length();
  }

  @Override
  public Losses losses() {
    return losses;
  }

  @Override
  public void close() throws IOException {
    bytes.close();
  }
}
