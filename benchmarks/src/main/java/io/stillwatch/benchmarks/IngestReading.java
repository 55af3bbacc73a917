package io.stillwatch.benchmarks;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadInfo;
import java.util.function.Predicate;

/**
 * The clocks of this process at one moment of a reading.
 *
 * @param rows rows read
 * @param cpuNanos of the process
 * @param orderedNanos of the thread that counts, or of the bare reader
 * @param apartNanos of the threads that solve and publish
 * @param collectorMillis that collections took
 * @param compilerMillis that compiling took
 * @param allocatedBytes by the threads that read and count
 */
record IngestReading(
    long rows,
    long cpuNanos,
    long orderedNanos,
    long apartNanos,
    long collectorMillis,
    long compilerMillis,
    long allocatedBytes) {
  private static final com.sun.management.ThreadMXBean THREADS =
      (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();
  private static final OperatingSystemMXBean SYSTEM =
      (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();

  /** Of the thread of that name. */
  static IngestReading of(long rows, String reader) {
    return new IngestReading(
        rows,
        SYSTEM.getProcessCpuTime(),
        nanos(reader::equals),
        nanos(name -> name.equals("measuring") || name.equals("publishing")),
        ManagementFactory.getGarbageCollectorMXBeans().stream()
            .mapToLong(collector -> collector.getCollectionTime())
            .sum(),
        ManagementFactory.getCompilationMXBean().getTotalCompilationTime(),
        allocated(reader));
  }

  private static long nanos(Predicate<String> names) {
    long sum = 0;
    for (ThreadInfo thread : THREADS.getThreadInfo(THREADS.getAllThreadIds())) {
      if (thread != null && names.test(thread.getThreadName())) {
        sum += THREADS.getThreadCpuTime(thread.getThreadId());
      }
    }
    return sum;
  }

  /** The agent polls on a thread of its own, which the bare consumer does not have. */
  private static long allocated(String reader) {
    Predicate<String> reads = name -> name.equals(reader) || name.equals("reading");
    long sum = 0;
    for (ThreadInfo thread : THREADS.getThreadInfo(THREADS.getAllThreadIds())) {
      if (thread != null && reads.test(thread.getThreadName())) {
        sum += THREADS.getThreadAllocatedBytes(thread.getThreadId());
      }
    }
    return sum;
  }

  /** What lies between an earlier moment and this one. */
  IngestFigures since(IngestReading start, double bytesPerRow, double[] heapMegabytes) {
    return new IngestFigures(
        (rows - start.rows) * bytesPerRow / 1e6,
        rows - start.rows,
        (cpuNanos - start.cpuNanos) / 1e6,
        (orderedNanos - start.orderedNanos) / 1e6,
        (apartNanos - start.apartNanos) / 1e6,
        collectorMillis - start.collectorMillis,
        compilerMillis - start.compilerMillis,
        allocatedBytes - start.allocatedBytes,
        heapMegabytes);
  }

  /** After a full collection. */
  static double heapMegabytes() {
    System.gc();
    return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed() / 1e6;
  }
}
