package io.stillwatch.recording;

import com.github.luben.zstd.Zstd;
import com.github.luben.zstd.ZstdCompressCtx;
import io.stillwatch.source.RawRecord;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * Writes records to a file, byte for byte. A frame is written once its records fill it, or when it
 * is asked for; whatever stops the writer, what was written before is readable. For one thread.
 */
public final class RecordingWriter implements AutoCloseable {
  private final Path file;
  private final FileChannel channel;
  private final ZstdCompressCtx zstd = new ZstdCompressCtx().setLevel(RecordingFormat.LEVEL);
  private ByteBuffer block = ByteBuffer.allocate(RecordingFormat.BLOCK_BYTES);
  private byte[] packed = new byte[0];
  private long bytesWritten;

  private RecordingWriter(Path file, FileChannel channel) throws IOException {
    this.file = file;
    this.channel = channel;
    write(
        ByteBuffer.allocate(RecordingFormat.FILE_HEADER_BYTES)
            .put(RecordingFormat.magic())
            .putInt(RecordingFormat.VERSION)
            .flip());
  }

  /**
   * Begins a file.
   *
   * @param file where
   * @param replace whether one that is there may be lost
   * @return without records
   * @throws java.nio.file.FileAlreadyExistsException if there is one that may not be lost
   * @throws IOException if it cannot be written
   */
  public static RecordingWriter create(Path file, boolean replace) throws IOException {
    FileChannel channel =
        replace
            ? FileChannel.open(
                file,
                StandardOpenOption.WRITE,
                StandardOpenOption.CREATE,
                StandardOpenOption.TRUNCATE_EXISTING)
            : FileChannel.open(file, StandardOpenOption.WRITE, StandardOpenOption.CREATE_NEW);
    return new RecordingWriter(file, channel);
  }

  /**
   * Adds a record.
   *
   * @param record any
   * @throws IOException if the file cannot be written, or the record is beyond what a frame holds
   */
  public void write(RawRecord record) throws IOException {
    long size = RecordBytes.size(record);
    if (size > RecordingFormat.MOST_BLOCK_BYTES) {
      throw new RecordingException(
          file,
          "%s was %d bytes; must be at most %d"
              .formatted(record.position(), size, RecordingFormat.MOST_BLOCK_BYTES));
    }
    if (size > block.remaining()) {
      flush();
    }
    if (size > block.capacity()) {
      block = ByteBuffer.allocate((int) size);
    }
    RecordBytes.write(record, block);
  }

  /**
   * Writes a frame of the records so far, if there are any, without waiting for more.
   *
   * @throws IOException if the file cannot be written
   */
  public void flush() throws IOException {
    if (block.position() == 0) {
      return;
    }
    int unpackedBytes = block.position();
    int bound = Math.toIntExact(Zstd.compressBound(unpackedBytes));
    if (packed.length < bound) {
      packed = new byte[bound];
    }
    int packedBytes =
        zstd.compressByteArray(packed, 0, packed.length, block.array(), 0, unpackedBytes);
    block.clear();
    write(
        ByteBuffer.allocate(RecordingFormat.FRAME_HEADER_BYTES + packedBytes)
            .put(RecordingFormat.MARKER)
            .putInt(packedBytes)
            .putInt(unpackedBytes)
            .putInt(RecordingFormat.checksum(packedBytes, unpackedBytes, packed))
            .put(packed, 0, packedBytes)
            .flip());
  }

  private void write(ByteBuffer bytes) throws IOException {
    bytesWritten += bytes.remaining();
    while (bytes.hasRemaining()) {
      channel.write(bytes);
    }
  }

  /**
   * How long the file is.
   *
   * @return in bytes, without records that are not flushed
   */
  public long bytesWritten() {
    return bytesWritten;
  }

  /** Writes what is left, and waits until the disk has all of it. */
  @Override
  public void close() throws IOException {
    try (channel;
        zstd) {
      flush();
      channel.force(true);
    }
  }
}
