package io.stillwatch.recording;

import io.stillwatch.source.RawRecord;
import java.io.IOException;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Reads a recording. A frame that is broken is damage where a whole one follows it, and the torn
 * tail where none does.
 */
final class RecordingReader implements RecordReader {
  private final FileBytes bytes;
  private final FrameReader frames;
  private final boolean skipDamaged;
  private long next = RecordingFormat.FILE_HEADER_BYTES;
  private long frame;
  private ByteBuffer block = ByteBuffer.allocate(0);
  private Losses losses = Losses.NONE;

  private RecordingReader(FileBytes bytes, boolean skipDamaged) {
    this.bytes = bytes;
    this.frames = new FrameReader(bytes);
    this.skipDamaged = skipDamaged;
  }

  static RecordingReader of(FileBytes bytes, boolean skipDamaged) throws IOException {
    byte[] version = bytes.upTo(RecordingFormat.MAGIC_BYTES, 4);
    if (version.length == 4 && ByteBuffer.wrap(version).getInt() != RecordingFormat.VERSION) {
      throw new RecordingException(
          bytes.file(),
          "its version was %d; must be %d: read it with the version of stillwatch that wrote it"
              .formatted(ByteBuffer.wrap(version).getInt(), RecordingFormat.VERSION));
    }
    return new RecordingReader(bytes, skipDamaged);
  }

  @Override
  public Optional<RawRecord> next() throws IOException {
    while (block.hasRemaining() || nextFrame()) {
      try {
        return Optional.of(RecordBytes.read(block));
      } catch (BufferUnderflowException e) {
        damaged(frame, next, "it holds what is no record");
        block = ByteBuffer.allocate(0);
      }
    }
    return Optional.empty();
  }

  /** Goes to the next whole frame; false at the end. */
  private boolean nextFrame() throws IOException {
    if (next >= bytes.length()) {
      return false;
    }
    FrameReader.Found found = frames.at(next);
    if (found instanceof FrameReader.Broken broken) {
      OptionalLong whole = frames.nextWhole(next + 1);
      if (whole.isEmpty()) {
        losses = losses.withTorn(bytes.length() - next);
        next = bytes.length();
        return false;
      }
      damaged(next, whole.getAsLong(), broken.why());
      next = whole.getAsLong();
      found = frames.at(next);
    }
    FrameReader.Whole whole = (FrameReader.Whole) found;
    frame = next;
    next = whole.end();
    block = whole.block();
    return true;
  }

  private void damaged(long from, long to, String why) throws IOException {
    if (!skipDamaged) {
      throw new RecordingException(
          bytes.file(),
          "the frame at byte %d is damaged: %s; --skip-damaged goes on behind it, at byte %d"
              .formatted(from, why, to));
    }
    losses = losses.withDamaged(to - from);
  }

  @Override
  public long bytesRead() {
    return Math.min(next, bytes.length());
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
    frames.close();
  }
}
