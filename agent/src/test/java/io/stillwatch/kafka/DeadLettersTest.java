package io.stillwatch.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.stillwatch.sample.DeadLetterOutcome;
import io.stillwatch.sample.Refusal;
import io.stillwatch.source.Partition;
import io.stillwatch.source.Position;
import io.stillwatch.source.RawRecord;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.Test;

/** What needs no broker; the way through one is tested with the embedded broker. */
final class DeadLettersTest {
  private static final Partition PARTITION = new Partition("t", 0);

  private static KafkaSettings nobody() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return new KafkaSettings("127.0.0.1:" + socket.getLocalPort(), "t", "g", "teachers", Map.of())
          .withDeadLetters(new DeadLetterSettings("letters", 100_000));
    }
  }

  private static RawRecord record(long offset) {
    return new RawRecord(
        new Position(PARTITION, offset), 0, new byte[0], new byte[10_000], List.of());
  }

  @Test
  void aProducerReachesTheBrokerAsTheConsumerDoesAndHasNoOtherSettingOfIts() {
    Map<String, String> reach =
        Map.of(
            "security.protocol", "SSL",
            "ssl.key.password", "${vault:key}",
            "sasl.mechanism", "PLAIN",
            "client.id", "agent",
            "config.providers", "vault",
            "config.providers.vault.class", "some.Vault");
    Map<String, String> client = new HashMap<>(reach);
    client.put("max.poll.records", "1");
    KafkaSettings settings = new KafkaSettings("broker:9092", "t", "g", "teachers", client);
    assertThat(DeadLetters.connection(settings))
        .containsAllEntriesOf(reach)
        .containsEntry("bootstrap.servers", "broker:9092")
        .hasSize(reach.size() + 1);
  }

  @Test
  void whileNoBrokerAnswersEveryLetterFailsAndNoPositionStaysHeldBack() throws IOException {
    Queue<DeadLetterOutcome> outcomes = new ConcurrentLinkedQueue<>();
    // Ten times what may wait.
    int count = 16_000;
    try (DeadLetters letters = DeadLetters.of(nobody(), outcomes::add).orElseThrow()) {
      for (int i = 0; i < count; i++) {
        letters.send(record(i), Refusal.MALFORMED, "");
      }
      assertThat(letters.heldBack(Map.of(PARTITION, (long) count))).containsEntry(PARTITION, 0L);

      await().atMost(Duration.ofSeconds(60)).until(() -> outcomes.size() == count);
      assertThat(outcomes).containsOnly(DeadLetterOutcome.FAILED);
      assertThat(letters.heldBack(Map.of(PARTITION, (long) count)))
          .containsEntry(PARTITION, (long) count);
    }
  }

  @Test
  void whatComesAfterTheCloseIsCounted() throws IOException {
    Queue<DeadLetterOutcome> outcomes = new ConcurrentLinkedQueue<>();
    DeadLetters letters = DeadLetters.of(nobody(), outcomes::add).orElseThrow();
    letters.close();

    letters.send(record(0), Refusal.MALFORMED, "");

    assertThat(outcomes).containsExactly(DeadLetterOutcome.FAILED);
  }
}
