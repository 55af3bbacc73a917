package io.stillwatch.recording;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;

/** A file by position. What is written to it later is not looked at. */
final class FileBytes implements AutoCloseable {
  private final Path file;
  private final FileChannel channel;
  private final long length;

  FileBytes(Path file, FileChannel channel) throws IOException {
    this.file = file;
    this.channel = channel;
    this.length = channel.size();
  }

  Path file() {
    return file;
  }

  long length() {
    return length;
  }

  /** Fills the first so many bytes of an array. */
  void read(long from, byte[] into, int count) throws IOException {
    ByteBuffer buffer = ByteBuffer.wrap(into, 0, count);
    while (buffer.hasRemaining()) {
      if (channel.read(buffer, from + buffer.position()) < 0) {
        throw new EOFException(file + " became shorter while it was read; read it again");
      }
    }
  }

  /** So many bytes, or what there is. */
  byte[] upTo(long from, int count) throws IOException {
    byte[] bytes = new byte[(int) Math.min(count, Math.max(0, length - from))];
    read(from, bytes, bytes.length);
    return bytes;
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
