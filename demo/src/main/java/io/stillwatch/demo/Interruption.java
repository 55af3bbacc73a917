package io.stillwatch.demo;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Turns the end of the process, such as Ctrl-C, into an interrupt of the thread that made this, and
 * holds the end up until that thread has cleaned up.
 */
final class Interruption implements AutoCloseable {
  private static final int SECONDS_TO_CLEAN_UP = 20;

  private final Thread interrupted = Thread.currentThread();
  private final CountDownLatch cleanedUp = new CountDownLatch(1);
  private final Thread hook = new Thread(this::interrupt, "shutdown");

  Interruption() {
    Runtime.getRuntime().addShutdownHook(hook);
  }

  private void interrupt() {
    interrupted.interrupt();
    try {
      var unused = cleanedUp.await(SECONDS_TO_CLEAN_UP, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Waits for the end of the process, for as long as it takes. */
  void await() throws InterruptedException {
    cleanedUp.await();
  }

  /** All is cleaned up. */
  @Override
  public void close() {
    cleanedUp.countDown();
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException ending) {
      // The hook is what brought us here.
    }
  }
}
