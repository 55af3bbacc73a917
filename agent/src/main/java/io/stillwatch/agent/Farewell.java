package io.stillwatch.agent;

import io.stillwatch.source.Partition;
import io.stillwatch.source.Progress;
import io.stillwatch.source.RecordSource.Parting;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;

/**
 * How a thread that reads asks the one that walks the records to make an end of partitions, and
 * waits until it has. Where that takes too long, nothing more is written for them.
 */
final class Farewell {
  private final long patienceMillis;
  private final AtomicReference<Request> asked = new AtomicReference<>();

  private record Request(
      Set<Partition> going, CompletableFuture<Map<Partition, Progress>> answer) {}

  /** Waits for so long at most. */
  Farewell(long patienceMillis) {
    this.patienceMillis = patienceMillis;
  }

  /** Whether somebody waits for an answer that nobody has begun with. */
  boolean isAsked() {
    return asked.get() != null;
  }

  /**
   * Asks, and waits for the answer; on the reading thread.
   *
   * @param going partitions that somebody else is to read
   * @param walker makes an end of them, once it comes to {@link #answer}
   * @param woken called once it is asked
   * @return how far they were read, as far as that is safe; nothing where there was no answer
   */
  Map<Partition, Progress> ask(Set<Partition> going, Parting walker, Runnable woken) {
    Request request = new Request(going, new CompletableFuture<>());
    asked.set(request);
    woken.run();
    try {
      return request.answer.get(patienceMillis, TimeUnit.MILLISECONDS);
    } catch (TimeoutException | ExecutionException late) {
      walker.tooLateFor(going);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      walker.tooLateFor(going);
    } finally {
      asked.compareAndSet(request, null);
    }
    return Map.of();
  }

  /** Makes an end of partitions where somebody has asked for it; on the walking thread. */
  void answer(Parting walker) {
    Request request = asked.getAndSet(null);
    if (request != null) {
      try {
        request.answer.complete(walker.from(request.going));
      } catch (RuntimeException e) {
        request.answer.completeExceptionally(e);
        throw e;
      }
    }
  }
}
