package io.stillwatch.recording;

import com.github.luben.zstd.Zstd;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32C;

/** The recording's bytes, as {@code docs/recording.md} has them; all integers are big-endian. */
final class RecordingFormat {
  static final int MAGIC_BYTES = 8;
  static final int VERSION = 1;

  /** The file's own header: magic, version. */
  static final int FILE_HEADER_BYTES = MAGIC_BYTES + 4;

  /** By which frames are found again behind damage. */
  static final byte[] MARKER = {'S', 'W', 'F', 'R'};

  /** A frame's header: marker, bytes packed, bytes unpacked, checksum. */
  static final int FRAME_HEADER_BYTES = 16;

  /** Frames are cut where their records take so much, unpacked. */
  static final int BLOCK_BYTES = 1 << 20;

  /** What one frame may take unpacked: the largest record with all that belongs to it. */
  static final int MOST_BLOCK_BYTES = 1 << 28;

  /** Activations are hardly compressible, so the quickest will do. */
  static final int LEVEL = 1;

  private RecordingFormat() {}

  static byte[] magic() {
    return "SWRECORD".getBytes(StandardCharsets.US_ASCII);
  }

  /** Whether a frame may say so of itself: asked before memory is taken for it. */
  static boolean plausible(int packedBytes, int unpackedBytes) {
    return unpackedBytes > 0
        && unpackedBytes <= MOST_BLOCK_BYTES
        && packedBytes > 0
        && packedBytes <= Zstd.compressBound(unpackedBytes);
  }

  /** Of both lengths and the packed block. */
  static int checksum(int packedBytes, int unpackedBytes, byte[] packed) {
    CRC32C sum = new CRC32C();
    sum.update(ByteBuffer.allocate(8).putInt(packedBytes).putInt(unpackedBytes).flip());
    sum.update(packed, 0, packedBytes);
    return (int) sum.getValue();
  }
}
