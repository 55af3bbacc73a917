package io.stillwatch.benchmarks;

import io.stillwatch.table.TableShape;
import java.util.Locale;

/** Numbers as the tables show them. */
final class Text {
  private Text() {}

  /** Without a decimal point where there is none to show. */
  static String plain(double value) {
    return value == Math.rint(value) ? Long.toString((long) value) : Double.toString(value);
  }

  /** With a comma every three digits. */
  static String grouped(int value) {
    return String.format(Locale.ROOT, "%,d", value);
  }

  /** Three significant digits of a time or a ratio. */
  static String number(double value) {
    int decimals = value < 1 ? 3 : value < 10 ? 2 : value < 100 ? 1 : 0;
    return String.format(Locale.ROOT, "%." + decimals + "f", value);
  }

  /** A tolerance or a gap. */
  static String power(double value) {
    return value == 0 ? "0" : String.format(Locale.ROOT, "%.0e", value);
  }

  static String size(TableShape shape) {
    return "(%d,%d,%d)".formatted(shape.labels(), shape.teacherStates(), shape.studentStates());
  }
}
