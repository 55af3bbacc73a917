package io.stillwatch.demo.display;

import java.io.PrintStream;
import java.time.Duration;
import java.util.List;
import java.util.function.LongSupplier;

/**
 * Shows changing lines: on a terminal in one place, elsewhere one below the other every few
 * seconds. For one thread.
 */
public final class Screen {
  private static final String CLEAR_LINE = "\u001b[K";
  private static final String CLEAR_BELOW = "\u001b[J";

  private final PrintStream out;
  private final boolean terminal;
  private final long intervalNanos;
  private final LongSupplier nanoTime;
  private int height;
  private long shownNanos;
  private boolean blank = true;

  /**
   * A screen that shows nothing yet.
   *
   * @param out where to print
   * @param terminal whether the cursor can be moved there
   * @param interval time between two showings where it cannot
   * @param nanoTime the clock, in nanoseconds
   */
  public Screen(PrintStream out, boolean terminal, Duration interval, LongSupplier nanoTime) {
    this.out = out;
    this.terminal = terminal;
    this.intervalNanos = interval.toNanos();
    this.nanoTime = nanoTime;
  }

  /**
   * Shows lines in place of those before. Where lines can only be added, the call does nothing
   * until the interval is over.
   *
   * @param lines without line ends
   */
  public void show(List<String> lines) {
    if (terminal || blank || nanoTime.getAsLong() - shownNanos >= intervalNanos) {
      showNow(lines);
    }
  }

  /**
   * Shows lines whatever the time: for the last ones.
   *
   * @param lines without line ends
   */
  public void showNow(List<String> lines) {
    StringBuilder text = new StringBuilder();
    if (terminal && height > 0) {
      text.append("\u001b[%dA".formatted(height)).append('\r');
    }
    for (String line : lines) {
      text.append(line).append(terminal ? CLEAR_LINE : "").append('\n');
    }
    // In one write, so that the table does not flicker.
    out.print(text.append(terminal ? CLEAR_BELOW : ""));
    out.flush();
    height = lines.size();
    shownNanos = nanoTime.getAsLong();
    blank = false;
  }
}
