package io.stillwatch.demo;

import io.stillwatch.demo.display.Ink;
import io.stillwatch.demo.display.LiveTable;
import io.stillwatch.demo.display.Screen;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** Shows a demonstration while it goes on, twice a second, on a thread of its own. */
final class LiveDisplay {
  private static final long PERIOD_MILLIS = 500;

  /** Weight of the last half second in the rate that is shown. */
  private static final double NEWEST = 0.2;

  private final Demonstration demonstration;
  private final Screen screen;
  private final Ink ink;
  private long rowsBefore;
  private long nanosBefore = System.nanoTime();
  private double rowsPerSecond;

  LiveDisplay(Demonstration demonstration, Screen screen, Ink ink) {
    this.demonstration = demonstration;
    this.screen = screen;
    this.ink = ink;
  }

  /** Runs the demonstration, and shows its last state when it is over. */
  void run(Duration duration) throws InterruptedException {
    ScheduledExecutorService thread =
        Executors.newSingleThreadScheduledExecutor(task -> new Thread(task, "display"));
    var unused = thread.scheduleAtFixedRate(this::show, 0, PERIOD_MILLIS, TimeUnit.MILLISECONDS);
    try {
      demonstration.run(duration);
    } finally {
      thread.shutdownNow();
    }
    if (thread.awaitTermination(2 * PERIOD_MILLIS, TimeUnit.MILLISECONDS)) {
      screen.showNow(lines());
    }
  }

  private void show() {
    rowsPerSecond += NEWEST * (rateSinceBefore() - rowsPerSecond);
    screen.show(lines());
  }

  private double rateSinceBefore() {
    long rows = demonstration.rowsRead();
    long nanos = System.nanoTime();
    double rate = 1e9 * (rows - rowsBefore) / (nanos - nanosBefore);
    rowsBefore = rows;
    nanosBefore = nanos;
    return rate;
  }

  private List<String> lines() {
    return LiveTable.lines(
        demonstration.latest(), rowsPerSecond, demonstration.url() + "metrics", ink);
  }
}
