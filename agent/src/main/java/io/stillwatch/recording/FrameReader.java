package io.stillwatch.recording;

import com.github.luben.zstd.ZstdDecompressCtx;
import com.github.luben.zstd.ZstdException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.OptionalLong;

/** The frames of a recording by their offsets. Buffers are kept: a block is good until the next. */
final class FrameReader {
  private static final int STRIDE_BYTES = 1 << 16;

  private final FileBytes bytes;
  private final ZstdDecompressCtx zstd = new ZstdDecompressCtx();
  private byte[] packed = new byte[0];
  private byte[] unpacked = new byte[0];

  FrameReader(FileBytes bytes) {
    this.bytes = bytes;
  }

  /** What lies at an offset. */
  sealed interface Found {}

  /** A frame that matches its checksum. */
  record Whole(ByteBuffer block, long end) implements Found {}

  /** No frame, and why. */
  record Broken(String why) implements Found {}

  Found at(long offset) throws IOException {
    byte[] head = bytes.upTo(offset, RecordingFormat.FRAME_HEADER_BYTES);
    if (head.length < RecordingFormat.FRAME_HEADER_BYTES) {
      return new Broken("the file ends in its header");
    }
    if (!Arrays.equals(head, 0, 4, RecordingFormat.MARKER, 0, 4)) {
      return new Broken("it does not begin with the marker");
    }
    ByteBuffer fields = ByteBuffer.wrap(head, 4, 12);
    int packedBytes = fields.getInt();
    int unpackedBytes = fields.getInt();
    if (!RecordingFormat.plausible(packedBytes, unpackedBytes)) {
      return new Broken("its lengths were %d and %d".formatted(packedBytes, unpackedBytes));
    }
    long start = offset + RecordingFormat.FRAME_HEADER_BYTES;
    if (start + packedBytes > bytes.length()) {
      return new Broken("the file ends in it");
    }
    packed = atLeast(packed, packedBytes);
    bytes.read(start, packed, packedBytes);
    if (fields.getInt() != RecordingFormat.checksum(packedBytes, unpackedBytes, packed)) {
      return new Broken("it does not match its checksum");
    }
    return unpacked(packedBytes, unpackedBytes)
        ? new Whole(ByteBuffer.wrap(unpacked, 0, unpackedBytes), start + packedBytes)
        : new Broken("it cannot be unpacked");
  }

  private boolean unpacked(int packedBytes, int unpackedBytes) {
    unpacked = atLeast(unpacked, unpackedBytes);
    try {
      int length = zstd.decompressByteArray(unpacked, 0, unpackedBytes, packed, 0, packedBytes);
      return length == unpackedBytes;
    } catch (ZstdException e) {
      return false;
    }
  }

  private static byte[] atLeast(byte[] buffer, int length) {
    return buffer.length >= length ? buffer : new byte[length];
  }

  /** Where the next whole frame begins, from an offset on; empty if there is none. */
  OptionalLong nextWhole(long from) throws IOException {
    for (long at = from; at < bytes.length(); at += STRIDE_BYTES) {
      byte[] stride = bytes.upTo(at, STRIDE_BYTES + RecordingFormat.MARKER.length - 1);
      for (int i = 0; i + RecordingFormat.MARKER.length <= stride.length; i++) {
        if (Arrays.equals(stride, i, i + 4, RecordingFormat.MARKER, 0, 4)
            && at(at + i) instanceof Whole) {
          return OptionalLong.of(at + i);
        }
      }
    }
    return OptionalLong.empty();
  }

  void close() throws IOException {
    zstd.close();
    bytes.close();
  }
}
