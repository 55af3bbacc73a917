package io.stillwatch.recording;

import io.stillwatch.source.Partition;
import io.stillwatch.source.Position;
import io.stillwatch.source.RawRecord;
import io.stillwatch.source.RecordHeader;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** One record as a block has it. */
final class RecordBytes {
  private static final int NONE = -1;

  /** Partition, offset, timestamp, number of headers. */
  private static final int FIXED_BYTES = 4 + 8 + 8 + 4;

  private RecordBytes() {}

  /** How much {@link #write} will take. */
  static long size(RawRecord record) {
    long size = FIXED_BYTES + sizeOf(bytes(record.position().partition().topic()));
    size += sizeOf(record.hasKey() ? record.key() : null);
    size += sizeOf(record.hasValue() ? record.value() : null);
    for (RecordHeader header : record.headers()) {
      size += sizeOf(bytes(header.key())) + sizeOf(header.value());
    }
    return size;
  }

  private static long sizeOf(byte[] bytes) {
    return 4L + (bytes == null ? 0 : bytes.length);
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  static void write(RawRecord record, ByteBuffer to) {
    Position position = record.position();
    write(bytes(position.partition().topic()), to);
    to.putInt(position.partition().number());
    to.putLong(position.offset());
    to.putLong(record.timestampMillis());
    write(record.hasKey() ? record.key() : null, to);
    write(record.hasValue() ? record.value() : null, to);
    to.putInt(record.headers().size());
    for (RecordHeader header : record.headers()) {
      write(bytes(header.key()), to);
      write(header.value(), to);
    }
  }

  private static void write(byte[] bytes, ByteBuffer to) {
    if (bytes == null) {
      to.putInt(NONE);
      return;
    }
    to.putInt(bytes.length);
    to.put(bytes);
  }

  /**
   * Reads what {@link #write} wrote.
   *
   * @throws BufferUnderflowException if the bytes are no record; nothing is allocated by a length
   *     that they do not hold
   */
  static RawRecord read(ByteBuffer from) {
    String topic = text(from);
    Partition partition = new Partition(topic, from.getInt());
    Position position = new Position(partition, from.getLong());
    long timestampMillis = from.getLong();
    byte[] key = bytes(from);
    byte[] value = bytes(from);
    int count = from.getInt();
    if (count < 0) {
      throw new BufferUnderflowException();
    }
    List<RecordHeader> headers = new ArrayList<>();
    for (int header = 0; header < count; header++) {
      headers.add(new RecordHeader(text(from), bytes(from)));
    }
    return new RawRecord(position, timestampMillis, key, value, headers);
  }

  private static String text(ByteBuffer from) {
    byte[] bytes = bytes(from);
    if (bytes == null) {
      throw new BufferUnderflowException();
    }
    return new String(bytes, StandardCharsets.UTF_8);
  }

  private static byte[] bytes(ByteBuffer from) {
    int length = from.getInt();
    if (length == NONE) {
      return null;
    }
    if (length < 0 || length > from.remaining()) {
      throw new BufferUnderflowException();
    }
    byte[] bytes = new byte[length];
    from.get(bytes);
    return bytes;
  }
}
