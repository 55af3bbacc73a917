package io.stillwatch.agent;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.TreeSet;

/** Holds back what must not be done before other things are settled; any thread. */
final class Barrier {
  private final TreeSet<Long> open = new TreeSet<>();
  private final Deque<Waiting> waiting = new ArrayDeque<>();
  private long next;

  private record Waiting(long before, Runnable step) {}

  /** Something is under way. */
  synchronized long enter() {
    open.add(next);
    return next++;
  }

  /** It is settled. Runs what waited for it and for nothing else. */
  synchronized void leave(long ticket) {
    open.remove(ticket);
    advance();
  }

  /**
   * Runs a step once all that is under way now is settled, on whichever thread settles the last of
   * it; steps run one at a time, in the order in which they came.
   */
  synchronized void afterAll(Runnable step) {
    waiting.add(new Waiting(next, step));
    advance();
  }

  private void advance() {
    while (!waiting.isEmpty() && (open.isEmpty() || open.first() >= waiting.peek().before)) {
      waiting.remove().step.run();
    }
  }
}
