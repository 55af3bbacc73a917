package io.stillwatch.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
final class InOrderTest {
  private static final int THREADS = 2;
  private static final int MOST_UNDER_WAY = THREADS * InOrder.LINES_A_THREAD;
  private static final int MOST_BYTES = 10 * MOST_UNDER_WAY;

  private final List<Integer> taken = new CopyOnWriteArrayList<>();

  private void take(byte[] result) {
    taken.add(number(result));
  }

  private static byte[] result(int number) {
    return new byte[] {(byte) (number >> 8), (byte) number};
  }

  private static int number(byte[] result) {
    return ((result[0] & 0xFF) << 8) | (result[1] & 0xFF);
  }

  private static void awaitLatch(CountDownLatch latch) {
    try {
      assertThat(latch.await(30, TimeUnit.SECONDS)).isTrue();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void aResultThatIsLateHoldsUpThoseBehindItAndNoWork() throws InterruptedException {
    CountDownLatch othersDone = new CountDownLatch(MOST_UNDER_WAY - 1);
    try (InOrder workers = new InOrder(THREADS, MOST_BYTES, this::take)) {
      workers.submit(
          1,
          () -> {
            awaitLatch(othersDone);
            assertThat(taken).isEmpty();
            return result(0);
          });
      for (int i = 1; i < MOST_UNDER_WAY; i++) {
        byte[] result = result(i);
        workers.submit(
            1,
            () -> {
              othersDone.countDown();
              return result;
            });
      }
      workers.await();
    }

    assertThat(taken).isEqualTo(IntStream.range(0, MOST_UNDER_WAY).boxed().toList());
  }

  @Test
  void aResultIsTakenThoughNoOtherLineComes() throws InterruptedException {
    try (InOrder workers = new InOrder(THREADS, MOST_BYTES, this::take)) {
      workers.submit(1, () -> result(7));
      await().untilAsserted(() -> assertThat(taken).containsExactly(7));
      workers.submit(1, () -> result(8));
      await().untilAsserted(() -> assertThat(taken).containsExactly(7, 8));
    }
  }

  @Test
  void onlySoManyLinesAreUnderWay() throws InterruptedException {
    CountDownLatch full = new CountDownLatch(MOST_UNDER_WAY);
    int mostAhead = 0;
    try (InOrder workers = new InOrder(THREADS, MOST_BYTES, this::take)) {
      for (int i = 0; i < 5 * MOST_UNDER_WAY; i++) {
        byte[] result = result(i);
        workers.submit(
            1,
            () -> {
              awaitLatch(full);
              return result;
            });
        mostAhead = Math.max(mostAhead, i + 1 - taken.size());
        full.countDown();
      }
      workers.await();
    }

    assertThat(mostAhead).isEqualTo(MOST_UNDER_WAY);
    assertThat(taken).isEqualTo(IntStream.range(0, 5 * MOST_UNDER_WAY).boxed().toList());
  }

  @Test
  void aLineThatTakesAllTheRoomIsWorkedOnAlone() throws InterruptedException {
    AtomicInteger atOnce = new AtomicInteger();
    try (InOrder workers = new InOrder(THREADS, MOST_BYTES, this::take)) {
      for (int i = 0; i < 100; i++) {
        byte[] result = result(i);
        workers.submit(
            MOST_BYTES + i,
            () -> {
              assertThat(atOnce.incrementAndGet()).isOne();
              Thread.onSpinWait();
              atOnce.decrementAndGet();
              return result;
            });
      }
      workers.await();
    }

    assertThat(taken).hasSize(100);
  }

  @Test
  void workThatRunsOutOfMemoryEndsAllAndHangsNothing() throws InterruptedException {
    try (InOrder workers = new InOrder(THREADS, MOST_BYTES, this::take)) {
      workers.submit(1, () -> result(0));
      workers.submit(
          1,
          () -> {
            throw new OutOfMemoryError("as a test");
          });
      for (int i = 2; i < 3 * MOST_UNDER_WAY; i++) {
        byte[] result = result(i);
        workers.submit(1, () -> result);
      }

      assertThatThrownBy(workers::await)
          .isInstanceOf(CompletionException.class)
          .hasRootCauseInstanceOf(OutOfMemoryError.class);
      assertThat(workers.failed()).isTrue();
    }
    assertThat(taken).containsExactly(0);
  }

  @Test
  void aTakerThatThrowsIsAFailureToo() throws InterruptedException {
    try (InOrder workers =
        new InOrder(
            1,
            MOST_BYTES,
            result -> {
              throw new IllegalStateException("cannot take it");
            })) {
      workers.submit(1, () -> result(0));

      assertThatThrownBy(workers::await).hasRootCauseMessage("cannot take it");
      assertThat(workers.failed()).isTrue();
    }
  }
}
