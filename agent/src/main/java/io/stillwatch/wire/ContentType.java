package io.stillwatch.wire;

import io.stillwatch.sample.Refusal;
import java.util.Locale;

/** Finds out how a record is encoded: its header decides, without one its first byte. */
final class ContentType {
  private static final int CBOR_MAP = 5;
  private static final int CBOR_SELF_DESCRIBED = 0xD9;

  private ContentType() {}

  static Encoding ofHeader(String header) throws RefusedException {
    String[] parts = header.split(";", -1);
    String mediaType = parts[0].strip().toLowerCase(Locale.ROOT);
    for (Encoding encoding : Encoding.values()) {
      if (encoding.mediaType().equals(mediaType)) {
        checkVersion(parts);
        return encoding;
      }
    }
    throw new RefusedException(
        Refusal.CONTENT_TYPE,
        "content-type was "
            + Echo.quoted(header)
            + "; must be '"
            + Encoding.JSON.contentType()
            + "' or '"
            + Encoding.CBOR.contentType()
            + "'");
  }

  static Encoding ofFirstByte(byte first) throws RefusedException {
    int unsigned = first & 0xFF;
    if (unsigned == '{' || isBlank(unsigned)) {
      return Encoding.JSON;
    }
    if (unsigned >> 5 == CBOR_MAP || unsigned == CBOR_SELF_DESCRIBED) {
      return Encoding.CBOR;
    }
    throw new RefusedException(
        Refusal.MALFORMED,
        "first byte was 0x%02x; must begin a JSON object or a CBOR map".formatted(unsigned));
  }

  /** A minor version is welcome: its new fields are ignored. Without a version it is the first. */
  private static void checkVersion(String[] parts) throws RefusedException {
    for (int i = 1; i < parts.length; i++) {
      String parameter = parts[i].strip().toLowerCase(Locale.ROOT);
      if (parameter.startsWith("v=")) {
        String version = parameter.substring(2).replace("\"", "");
        if (!version.split("\\.", 2)[0].equals(Integer.toString(Encoding.VERSION))) {
          throw new RefusedException(
              Refusal.VERSION,
              "version was " + Echo.quoted(version) + "; must be " + Encoding.VERSION);
        }
      }
    }
  }

  private static boolean isBlank(int unsigned) {
    return unsigned == ' ' || unsigned == '\t' || unsigned == '\r' || unsigned == '\n';
  }
}
