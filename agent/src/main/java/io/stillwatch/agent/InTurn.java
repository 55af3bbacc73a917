package io.stillwatch.agent;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.function.Consumer;

/**
 * Results that others compute, taken by the thread that asked for them, in the order in which it
 * asked. For one thread.
 */
final class InTurn {
  private static final int MOST_UNDER_WAY = 256;

  private final Deque<Turn> turns = new ArrayDeque<>();

  private interface Turn {
    boolean isReady();

    void take();
  }

  private record Awaited<T>(Future<T> result, Consumer<T> taker) implements Turn {
    @Override
    public boolean isReady() {
      return result.isDone();
    }

    @Override
    public void take() {
      try {
        taker.accept(result.get());
      } catch (ExecutionException e) {
        throw new IllegalStateException("a snapshot could not be measured", e.getCause());
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IllegalStateException("interrupted while a snapshot was measured", e);
      }
    }
  }

  private record Step(Runnable step) implements Turn {
    @Override
    public boolean isReady() {
      return true;
    }

    @Override
    public void take() {
      step.run();
    }
  }

  /** A result is taken once it is there and all before it were. */
  <T> void add(Future<T> result, Consumer<T> taker) {
    turns.add(new Awaited<>(result, taker));
  }

  /** Something is done once all before it is. */
  void add(Runnable step) {
    turns.add(new Step(step));
  }

  /** Takes what is ready, and waits for more only where too many are under way. */
  void advance() {
    while (!turns.isEmpty() && (turns.size() > MOST_UNDER_WAY || turns.peek().isReady())) {
      turns.remove().take();
    }
  }

  /** Takes all that are under way. */
  void await() {
    while (!turns.isEmpty()) {
      turns.remove().take();
    }
  }
}
