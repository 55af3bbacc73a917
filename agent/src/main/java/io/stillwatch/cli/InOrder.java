package io.stillwatch.cli;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Works on many lines at once and hands the results on in the order of the lines: each as soon as
 * it and all before it are there, whether or not another line comes. What is under way is bounded
 * in number and in bytes, so memory does not grow with the input. To be used by one thread.
 */
final class InOrder implements AutoCloseable {
  /** Lines under way: enough that the others find work while one takes a hundred times theirs. */
  static final int LINES_A_THREAD = 64;

  private final ExecutorService pool;
  private final Consumer<byte[]> taker;
  private final int mostBytes;
  private final int leastBytes;
  private final Semaphore room;
  private CompletableFuture<Void> last = CompletableFuture.completedFuture(null);

  /**
   * Starts with nothing under way.
   *
   * @param threads at least 1
   * @param mostBytes of lines under way; a longer line is worked on alone
   * @param taker takes the results, one after the other, on any thread
   */
  InOrder(int threads, int mostBytes, Consumer<byte[]> taker) {
    this.pool = Executors.newFixedThreadPool(threads, InOrder::daemon);
    this.taker = taker;
    this.mostBytes = mostBytes;
    this.leastBytes = mostBytes / (LINES_A_THREAD * threads);
    this.room = new Semaphore(mostBytes);
  }

  /** Whatever ends the command ends the work: nobody is left to read the results. */
  private static Thread daemon(Runnable task) {
    Thread thread = new Thread(task, "pid");
    thread.setDaemon(true);
    return thread;
  }

  /**
   * Waits until there is room for a line, and has it worked on.
   *
   * @param bytes of the line
   * @param work gives the line's result
   */
  void submit(int bytes, Supplier<byte[]> work) throws InterruptedException {
    // A short line takes the share that makes them LINES_A_THREAD together.
    int share = Math.min(Math.max(bytes, leastBytes), mostBytes);
    room.acquire(share);
    // Never on this thread: a reader who is slow to take a result must not stop the reading.
    last =
        last.thenAcceptBothAsync(
                CompletableFuture.supplyAsync(work, pool),
                (before, result) -> taker.accept(result),
                pool)
            .whenComplete((taken, failure) -> room.release(share));
  }

  /** Whether some work threw: no later result is handed on then. */
  boolean failed() {
    return last.isCompletedExceptionally();
  }

  /**
   * Waits until all results are taken.
   *
   * @throws java.util.concurrent.CompletionException if some work threw
   */
  void await() {
    last.join();
  }

  @Override
  public void close() {
    pool.shutdownNow();
  }
}
