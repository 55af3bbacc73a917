package io.stillwatch.wire;

/** The size of a text in UTF-8. */
final class Utf8 {
  /** The answer for a text with half a surrogate pair, which no UTF-8 could equal. */
  static final int NOT_UNICODE = -1;

  private Utf8() {}

  static int bytes(String text) {
    int bytes = 0;
    int i = 0;
    while (i < text.length()) {
      int codePoint = text.codePointAt(i);
      if (codePoint >= Character.MIN_SURROGATE && codePoint <= Character.MAX_SURROGATE) {
        return NOT_UNICODE;
      }
      bytes += codePoint < 0x80 ? 1 : codePoint < 0x800 ? 2 : codePoint < 0x10000 ? 3 : 4;
      i += Character.charCount(codePoint);
    }
    return bytes;
  }
}
