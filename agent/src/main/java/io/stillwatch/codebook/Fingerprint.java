package io.stillwatch.codebook;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** What stored numbers are known by. */
final class Fingerprint {
  private Fingerprint() {}

  /** 16 hexadecimal digits of a hash over the numbers and their cut into arrays. */
  static String of(float[]... stored) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      for (float[] numbers : stored) {
        ByteBuffer bytes = ByteBuffer.allocate(4 + 4 * numbers.length);
        bytes.putInt(numbers.length);
        for (float number : numbers) {
          bytes.putFloat(number);
        }
        digest.update(bytes.array());
      }
      return HexFormat.of().formatHex(digest.digest(), 0, 8);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
