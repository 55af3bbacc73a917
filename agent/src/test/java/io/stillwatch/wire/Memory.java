package io.stillwatch.wire;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;

/** What a reader may take of memory: a multiple of its input, whatever the input claims. */
public final class Memory {
  /** Buffers of a parser, which it takes for the smallest input too. */
  private static final long BASE_BYTES = 1 << 20;

  /** An id of one digit and its comma become an object of 16 bytes and its places in lists. */
  private static final long TIMES = 128;

  private static final ThreadMXBean THREAD = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  private Memory() {}

  /** Reads an input. */
  public interface Reading<T, E extends Exception> {
    T read() throws E;
  }

  /**
   * Reads, and fails where that took more memory than the input may cost. A reading that took more
   * is done again, as the first one loads classes too.
   */
  public static <T, E extends Exception> T bounded(long inputBytes, Reading<T, E> reading)
      throws E {
    return bounded(inputBytes, 0, reading);
  }

  /** The same where something else than the input may cost memory too. */
  public static <T, E extends Exception> T bounded(
      long inputBytes, long besidesBytes, Reading<T, E> reading) throws E {
    long mostBytes = BASE_BYTES + TIMES * inputBytes + besidesBytes;
    long before = THREAD.getCurrentThreadAllocatedBytes();
    T result = reading.read();
    if (THREAD.getCurrentThreadAllocatedBytes() - before >= mostBytes) {
      before = THREAD.getCurrentThreadAllocatedBytes();
      result = reading.read();
      assertThat(THREAD.getCurrentThreadAllocatedBytes() - before)
          .as("bytes of memory for an input of %d", inputBytes)
          .isLessThan(mostBytes);
    }
    return result;
  }
}
