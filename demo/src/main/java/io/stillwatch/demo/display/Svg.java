package io.stillwatch.demo.display;

import java.util.Locale;

/** Writes elements of an SVG picture. */
final class Svg {
  private final StringBuilder text = new StringBuilder();

  /** Text that stands as it is. */
  Svg raw(String markup) {
    text.append(markup);
    return this;
  }

  /** An element without content. */
  Svg element(String name, String... namesAndValues) {
    open(name, namesAndValues);
    text.append("/>\n");
    return this;
  }

  /** Words; whatever they hold is escaped. */
  Svg words(String words, double x, double y, String style) {
    open("text", "x", number(x), "y", number(y), "class", style);
    text.append('>').append(escaped(words)).append("</text>\n");
    return this;
  }

  /** Words that run upwards around their middle. */
  Svg upwards(String words, double x, double y) {
    String place = "translate(" + number(x) + "," + number(y) + ") rotate(-90)";
    open("text", "transform", place, "class", "across");
    text.append('>').append(escaped(words)).append("</text>\n");
    return this;
  }

  Svg line(double x1, double y1, double x2, double y2, String style) {
    return element(
        "path",
        "class",
        style,
        "d",
        "M" + number(x1) + "," + number(y1) + "L" + number(x2) + "," + number(y2));
  }

  private void open(String name, String... namesAndValues) {
    text.append('<').append(name);
    for (int i = 0; i < namesAndValues.length; i += 2) {
      text.append(' ').append(namesAndValues[i]).append("=\"");
      text.append(escaped(namesAndValues[i + 1])).append('"');
    }
  }

  static String number(double value) {
    return String.format(Locale.ROOT, "%.1f", value);
  }

  /** Characters that XML has no way to write become question marks. */
  private static String escaped(String words) {
    return words
        .replaceAll("[\\x00-\\x1f\\x{fffe}\\x{ffff}]|\\p{Cs}", "?")
        .replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;");
  }

  @Override
  public String toString() {
    return text.toString();
  }
}
