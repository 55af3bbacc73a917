package io.stillwatch.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.stillwatch.config.AgentSettings;
import io.stillwatch.kafka.KafkaSettings;
import io.stillwatch.sample.Batches;
import io.stillwatch.sample.ResultKind;
import io.stillwatch.snapshot.OrderedPath;
import io.stillwatch.snapshot.Snapshot;
import io.stillwatch.source.Partition;
import io.stillwatch.source.Position;
import io.stillwatch.source.RawRecord;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** What needs no broker; the way through one is tested with the embedded broker. */
final class ResultsTest {
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private static KafkaSettings nobody() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return new KafkaSettings(
          "127.0.0.1:" + socket.getLocalPort(), "t", "g", "teachers", Map.of());
    }
  }

  private static Snapshot snapshot() {
    RawRecord record =
        new RawRecord(
            new Position(new Partition("t", 0), 0), 0, new byte[0], new byte[0], List.of());
    return new OrderedPath("run", AgentSettings.DEFAULT.path())
        .accept(Batches.of(300).pass("p", 0, 1).codes(6, y -> y / 2), record)
        .snapshots()
        .get(0);
  }

  @Test
  void whatIsUnderWayHoldsBackWhatComesAfterItUntilItIsGivenUp() throws IOException {
    Queue<String> events = new ConcurrentLinkedQueue<>();
    try (Results results =
        Results.of(
            Optional.of(nobody()),
            (kind, written) -> events.add(kind + (written ? " written" : " given up")))) {
      results.afterAll(() -> events.add("at once"));
      results.snapshot(snapshot(), Optional.empty());
      results.afterAll(() -> events.add("released"));
      assertThat(events).containsExactly("at once");

      await().atMost(PATIENCE).until(() -> events.size() == 3);
      assertThat(events).containsExactly("at once", "SNAPSHOTS given up", "released");
    }
  }

  @Test
  void whileNoBrokerAnswersNobodyWaitsAndEverySnapshotIsCountedOnce() throws IOException {
    AtomicInteger failed = new AtomicInteger();
    Snapshot snapshot = snapshot();
    // Several times what may wait.
    int count = 50_000;
    try (Results results =
        Results.of(
            Optional.of(nobody()),
            (kind, written) -> {
              if (kind == ResultKind.SNAPSHOTS && !written) {
                failed.incrementAndGet();
              }
            })) {
      for (int i = 0; i < count; i++) {
        results.snapshot(snapshot, Optional.empty());
      }
      assertThat(failed.get()).isPositive();
      await().atMost(PATIENCE).until(() -> failed.get() == count);
    }
  }

  @Test
  void resultsThatGoNowhereHoldNothingBack() {
    AtomicInteger done = new AtomicInteger();
    Results results = Results.nowhere();
    results.snapshot(snapshot(), Optional.of("control"));
    results.afterAll(done::incrementAndGet);
    assertThat(done.get()).isEqualTo(1);
  }
}
