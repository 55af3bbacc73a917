package io.stillwatch.cli;

import io.stillwatch.source.RawRecord;
import java.io.PrintStream;
import java.util.Locale;
import java.util.concurrent.TimeUnit;

/** One line on a terminal: how far, how fast, how long yet. Nothing where there is no terminal. */
final class Progress {
  private static final long NANOS_BETWEEN = TimeUnit.MILLISECONDS.toNanos(200);
  private static final int BAR = 10;
  private static final int MOST_COLUMNS = 78;

  private final PrintStream terminal;
  private final boolean shown;
  private final String verb;
  private final long start = System.nanoTime();
  private long drawn = start;
  private long records;
  private long bytes;

  /**
   * Begins at nothing.
   *
   * @param verb what is going on, such as {@code recording}
   * @param terminal where to draw
   */
  Progress(String verb, PrintStream terminal) {
    this(verb, terminal, Boolean.getBoolean("stillwatch.terminal.errors"));
  }

  /** The same, on a terminal or not. */
  Progress(String verb, PrintStream terminal, boolean shown) {
    this.verb = verb;
    this.terminal = terminal;
    this.shown = shown;
  }

  /**
   * A record more was dealt with.
   *
   * @param record which one
   * @param share how much of the whole is done, 0 to 1; below 0 where there is no end
   */
  void record(RawRecord record, double share) {
    records++;
    bytes += record.key().length + record.value().length;
    long now = System.nanoTime();
    if (shown && now - drawn >= NANOS_BETWEEN) {
      drawn = now;
      terminal.print("\r" + padded(line(verb, share, seconds())));
      terminal.flush();
    }
  }

  /** Takes the line away. */
  void done() {
    if (shown) {
      terminal.print("\r" + padded("") + "\r");
      terminal.flush();
    }
  }

  double seconds() {
    return (System.nanoTime() - start) / 1e9;
  }

  /** Records, megabytes and rate so far. */
  String sum() {
    return sum(seconds());
  }

  private String sum(double seconds) {
    double megabytes = bytes / 1e6;
    double rate = megabytes / Math.max(seconds, 1e-3);
    return String.format(Locale.ROOT, "%,d records %,.1f MB %,.1f MB/s", records, megabytes, rate);
  }

  String line(String what, double share, double seconds) {
    if (share < 0) {
      return what + " " + sum(seconds);
    }
    int filled = (int) Math.round(BAR * share);
    String left = share > 0 ? time(seconds * (1 - share) / share) + " left" : "";
    return String.format(
        Locale.ROOT,
        "%s %s%s %3.0f %% %s %s",
        what,
        "█".repeat(filled),
        "░".repeat(BAR - filled),
        100 * share,
        sum(seconds),
        left);
  }

  private static String time(double seconds) {
    long whole = Math.round(seconds);
    return whole < 3_600
        ? String.format(Locale.ROOT, "%d:%02d", whole / 60, whole % 60)
        : String.format(Locale.ROOT, "%d:%02d:%02d", whole / 3_600, whole / 60 % 60, whole % 60);
  }

  private static String padded(String line) {
    return line.length() >= MOST_COLUMNS
        ? line.substring(0, MOST_COLUMNS)
        : line + " ".repeat(MOST_COLUMNS - line.length());
  }
}
