package io.stillwatch.agent;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** A thread a processor, to measure on. */
final class MeasuringThreads {
  private MeasuringThreads() {}

  /** Whatever ends the command ends the work. */
  static ExecutorService ofCommand() {
    return Executors.newFixedThreadPool(
        Runtime.getRuntime().availableProcessors(), MeasuringThreads::daemon);
  }

  private static Thread daemon(Runnable task) {
    Thread thread = new Thread(task, "measuring");
    thread.setDaemon(true);
    return thread;
  }
}
