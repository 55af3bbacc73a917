package io.stillwatch.benchmarks;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;

/**
 * CPU time of the calling thread: on a shared machine the wall clock measures the others too.
 * Neither the compiler's threads nor the collector's count.
 */
final class CpuClock {
  private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

  private CpuClock() {}

  static double millis() {
    return THREADS.getCurrentThreadCpuTime() / 1e6;
  }
}
