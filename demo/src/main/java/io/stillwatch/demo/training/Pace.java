package io.stillwatch.demo.training;

import java.time.Duration;

/** The time of a demonstration. It paces the training and decides nothing else. */
public interface Pace {
  /**
   * How long it has been going on.
   *
   * @return time since the start
   */
  Duration elapsed();

  /**
   * Waits for a moment; returns at once where it is past.
   *
   * @param sinceStart the moment
   * @throws InterruptedException if the thread was interrupted before or while waiting
   */
  void await(Duration sinceStart) throws InterruptedException;

  /**
   * The pace of the clock on the wall.
   *
   * @return a pace that starts now
   */
  static Pace wallClock() {
    long startNanos = System.nanoTime();
    return new Pace() {
      @Override
      public Duration elapsed() {
        return Duration.ofNanos(System.nanoTime() - startNanos);
      }

      @Override
      public void await(Duration sinceStart) throws InterruptedException {
        // A sleep of 0 notices an interrupt too.
        Thread.sleep(Math.max(0, sinceStart.minus(elapsed()).toMillis()));
      }
    };
  }
}
