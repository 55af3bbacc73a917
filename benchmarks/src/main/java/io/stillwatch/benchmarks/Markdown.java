package io.stillwatch.benchmarks;

import java.io.PrintStream;
import java.util.Arrays;

/** Tables as a reader of a page, or of a terminal, sees them. */
final class Markdown {
  private Markdown() {}

  static void head(PrintStream out, String... columns) {
    String[] rules = new String[columns.length];
    Arrays.fill(rules, "---");
    out.println(line(columns));
    out.println(line(rules));
  }

  static String line(String... cells) {
    return "| " + String.join(" | ", cells) + " |";
  }
}
