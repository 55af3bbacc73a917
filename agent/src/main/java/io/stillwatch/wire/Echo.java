package io.stillwatch.wire;

/** Text of strangers, made fit for messages. */
public final class Echo {
  private static final int LONGEST_QUOTE = 80;
  private static final int LONGEST_DETAIL = 300;

  private Echo() {}

  static String quoted(String text) {
    return "'" + cleaned(text, LONGEST_QUOTE) + "'";
  }

  /**
   * A sentence that may quote a stranger.
   *
   * @param text any text
   * @return its first 300 characters, without controls, line breaks and marks of direction
   */
  public static String detail(String text) {
    return cleaned(text, LONGEST_DETAIL);
  }

  /** A pointer into the record, whose names are the sender's. */
  static String pointer(String text) {
    return cleaned(text, LONGEST_QUOTE);
  }

  private static String cleaned(String text, int longest) {
    StringBuilder clean = new StringBuilder();
    text.codePoints().limit(longest).map(Echo::harmless).forEach(clean::appendCodePoint);
    return text.codePointCount(0, text.length()) > longest
        ? clean.append("...").toString()
        : clean.toString();
  }

  /** Controls, line breaks, direction marks and lone surrogates can deceive a reader of logs. */
  private static int harmless(int codePoint) {
    return switch (Character.getType(codePoint)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.SURROGATE,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR ->
          0xFFFD;
      default -> codePoint;
    };
  }
}
