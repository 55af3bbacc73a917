package io.stillwatch.status;

import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * The latest events, numbered. All readers share them and keep no more than the number of the last
 * one they saw; whoever is too slow is told that events are lost. Any thread.
 */
final class LiveFeed {
  private static final int MOST_EVENTS = 256;
  private static final int MOST_BYTES = 1 << 20;

  private final Deque<Event> latest = new ArrayDeque<>();
  private long next = 1;
  private int bytes;

  /**
   * One event.
   *
   * @param number from 1, without a gap
   * @param kind what it is, one word
   * @param data one line
   */
  record Event(long number, String kind, byte[] data) {}

  synchronized void publish(String kind, byte[] data) {
    latest.add(new Event(next++, kind, data));
    bytes += data.length;
    while (latest.size() > MOST_EVENTS || bytes > MOST_BYTES) {
      bytes -= latest.remove().data().length;
    }
    notifyAll();
  }

  void publish(String kind, String data) {
    publish(kind, data.getBytes(StandardCharsets.UTF_8));
  }

  /** What was told before no longer holds: every reader has to ask anew. */
  synchronized void restart() {
    latest.clear();
    bytes = 0;
    next++;
    notifyAll();
  }

  /** The number of the latest event. */
  synchronized long last() {
    return next - 1;
  }

  /**
   * Waits for events after a number.
   *
   * @return those there are, none after so long; empty if some are lost
   */
  synchronized Optional<List<Event>> after(long number, long timeoutMillis)
      throws InterruptedException {
    long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(timeoutMillis);
    while (number == last()) {
      long leftMillis = TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime());
      if (leftMillis <= 0) {
        return Optional.of(List.of());
      }
      wait(leftMillis);
    }
    if (number > last() || number < last() - latest.size()) {
      return Optional.empty();
    }
    List<Event> events = new ArrayList<>(latest);
    return Optional.of(events.subList((int) (number - last() + latest.size()), events.size()));
  }
}
