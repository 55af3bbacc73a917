package io.stillwatch.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.stillwatch.source.Partition;
import io.stillwatch.source.Polled;
import io.stillwatch.source.Position;
import io.stillwatch.source.Progress;
import io.stillwatch.source.RawRecord;
import io.stillwatch.source.RecordSource;
import io.stillwatch.source.SharedSource;
import io.stillwatch.source.SourceState;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;

final class ReadAheadTest {
  private static final Partition ZERO = new Partition("t", 0);
  private static final Partition ONE = new Partition("t", 1);
  private static final int BYTES = 100;

  private final Log log = new Log();

  private ReadAhead ahead(long mostBytes) {
    return ReadAhead.of(log, mostBytes, (bytes, rests) -> {});
  }

  private static RawRecord record(Partition partition, long offset) {
    return new RawRecord(
        new Position(partition, offset), 0, new byte[0], new byte[BYTES], Optional.empty());
  }

  private static Polled records(Partition partition, long first, int count) {
    List<RawRecord> records = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      records.add(record(partition, first + i));
    }
    return new Polled(records, OptionalLong.of(7));
  }

  private static List<Long> offsets(Polled polled) {
    return polled.records().stream().map(record -> record.position().offset()).toList();
  }

  @Test
  void recordsAreTakenInTheOrderInWhichTheyCame() {
    log.brings.add(records(ZERO, 0, 2));
    log.brings.add(records(ZERO, 2, 1));
    try (ReadAhead ahead = ahead(10_000)) {
      assertThat(offsets(ahead.poll(60_000))).containsExactly(0L, 1L);
      assertThat(offsets(ahead.poll(60_000))).containsExactly(2L);
      assertThat(ahead.poll(1).records()).isEmpty();
    }
  }

  @Test
  void whoeverTakesNothingKeepsItsPlaceAndNoMoreIsReadThanIsEnough() {
    for (int i = 0; i < 50; i++) {
      log.brings.add(records(ZERO, 10L * i, 10));
    }
    try (ReadAhead ahead = ahead(3 * 10 * BYTES)) {
      await().atMost(Duration.ofSeconds(60)).until(() -> log.rests.get() > 100);
      assertThat(log.brings).hasSize(50 - 4);

      for (long first = 0; first < 500; first += 10) {
        assertThat(offsets(ahead.poll(60_000)).get(0)).isEqualTo(first);
      }
    }
  }

  @Test
  void whatWaitsIsPartOfTheLag() {
    log.brings.add(records(ZERO, 0, 2));
    log.brings.add(records(ZERO, 2, 3));
    try (ReadAhead ahead = ahead(10_000)) {
      await().atMost(Duration.ofSeconds(60)).until(log.brings::isEmpty);
      assertThat(ahead.poll(60_000).behindRecords()).hasValue(7 + 3);
    }
  }

  @Test
  void whatWasReadOfAPartitionThatBelongsToSomebodyElseNowIsNotTaken() {
    Progress known = new Progress(3, 5);
    log.brings.add(new Polled(List.of(), OptionalLong.empty(), Set.of(), Map.of(ONE, known)));
    log.brings.add(
        new Polled(
            List.of(record(ZERO, 0), record(ONE, 5)), OptionalLong.empty(), Set.of(), Map.of()));
    log.brings.add(
        new Polled(List.of(record(ZERO, 1)), OptionalLong.empty(), Set.of(ONE), Map.of()));
    log.brings.add(new Polled(List.of(), OptionalLong.empty(), Set.of(), Map.of(ONE, known)));
    log.brings.add(records(ONE, 5, 1));
    try (ReadAhead ahead = ahead(10_000)) {
      await().atMost(Duration.ofSeconds(60)).until(() -> log.polls.get() > 5);

      assertThat(ahead.poll(1).assigned()).isEmpty();
      Polled kept = ahead.poll(1);
      assertThat(kept.records()).hasSize(1);
      assertThat(kept.records().get(0).position().partition()).isEqualTo(ZERO);
      assertThat(ahead.poll(1).revoked()).containsExactly(ONE);
      assertThat(ahead.poll(1).assigned()).containsExactly(Map.entry(ONE, known));
      assertThat(offsets(ahead.poll(1))).containsExactly(5L);
    }
  }

  @Test
  void whoeverTakesMakesAnEndOfPartitionsBeforeTheyGo() {
    log.brings.add(
        new Polled(
            List.of(record(ZERO, 0), record(ONE, 5)), OptionalLong.empty(), Set.of(), Map.of()));
    log.goes = ONE;
    Map<Partition, Progress> end = Map.of(ONE, new Progress(3, 5));
    try (ReadAhead ahead = ahead(10_000)) {
      ahead.release(end);
      await()
          .atMost(Duration.ofSeconds(60))
          .until(
              () -> {
                ahead.poll(1, new Ends(end));
                return !log.ended.isEmpty();
              });

      assertThat(log.ended).isEqualTo(end);
      await().atMost(Duration.ofSeconds(60)).until(() -> log.released.isEmpty());
      ahead.release(end);
      ahead.releaseLast(Map.of(ZERO, new Progress(1, 1)));
      assertThat(log.released).isEqualTo(Map.of(ZERO, new Progress(1, 1)));
    }
  }

  private record Ends(Map<Partition, Progress> end) implements RecordSource.Parting {
    @Override
    public Map<Partition, Progress> from(Set<Partition> going) {
      return going.equals(end.keySet()) ? end : Map.of();
    }

    @Override
    public void tooLateFor(Set<Partition> gone) {}
  }

  @Test
  void whatIsReleasedReachesTheLog() {
    try (ReadAhead ahead = ahead(10_000)) {
      ahead.release(Map.of(ZERO, new Progress(1, 2)));
      await()
          .atMost(Duration.ofSeconds(60))
          .until(() -> log.released.equals(Map.of(ZERO, new Progress(1, 2))));
      ahead.releaseLast(Map.of(ZERO, new Progress(3, 4)));
      assertThat(log.released).isEqualTo(Map.of(ZERO, new Progress(3, 4)));
    }
  }

  @Test
  void aLogThatFailsFailsWhoeverTakesOnceAllBeforeIsTaken() {
    log.brings.add(records(ZERO, 0, 1));
    log.fails = true;
    try (ReadAhead ahead = ahead(10_000)) {
      assertThat(offsets(ahead.poll(60_000))).containsExactly(0L);
      assertThatThrownBy(() -> ahead.poll(60_000)).hasMessage("no log any more");
    }
  }

  /** Brings what is in a queue. */
  private static final class Log implements SharedSource {
    private final Queue<Polled> brings = new ConcurrentLinkedQueue<>();
    private final AtomicInteger polls = new AtomicInteger();
    private final AtomicInteger rests = new AtomicInteger();
    private volatile boolean fails;
    private volatile Map<Partition, Progress> released = Map.of();
    private volatile Partition goes;
    private volatile Map<Partition, Progress> ended = Map.of();

    @Override
    public Polled poll(long timeoutMillis) {
      throw new IllegalStateException("nobody is told of partitions that go");
    }

    @Override
    public Polled poll(long timeoutMillis, Parting parting) {
      polls.incrementAndGet();
      Polled polled = brings.poll();
      if (polled != null) {
        return polled;
      }
      if (goes != null) {
        Set<Partition> going = Set.of(goes);
        goes = null;
        ended = parting.from(going);
        return new Polled(List.of(), OptionalLong.of(7), going, Map.of());
      }
      if (fails) {
        throw new IllegalStateException("no log any more");
      }
      LockSupport.parkNanos(100_000);
      return new Polled(List.of(), OptionalLong.of(7));
    }

    @Override
    public Polled rest(long timeoutMillis, Parting parting) {
      rests.incrementAndGet();
      LockSupport.parkNanos(100_000);
      return new Polled(List.of(), OptionalLong.of(7));
    }

    @Override
    public void release(Map<Partition, Progress> progress) {
      released = progress;
    }

    @Override
    public SourceState state() {
      return new SourceState(true, "reading memory");
    }

    @Override
    public void close() {}
  }
}
