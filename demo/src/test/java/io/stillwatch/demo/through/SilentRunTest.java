package io.stillwatch.demo.through;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.stillwatch.agent.Agent;
import io.stillwatch.config.AgentSettings;
import io.stillwatch.demo.broker.EmbeddedBroker;
import io.stillwatch.demo.publishing.BatchProducer;
import io.stillwatch.sample.Representation.Kind;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;

/** A run that says nothing any more is not forgotten because its agent is another one. */
final class SilentRunTest {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final String TOPIC = "silent";
  private static final String LAST_SEEN =
      "stillwatch_run_last_seen_timestamp_seconds{run=\"" + TOPIC + "\"}";

  @Test
  void theNextAgentKnowsWhenARunWasLastSeenBeforeAnyRecordOfItComes() {
    try (EmbeddedBroker broker = EmbeddedBroker.start()) {
      broker.createTopic(TOPIC, 1);
      broker.createTopic(TOPIC + "-checkpoints", 1, Map.of("cleanup.policy", "compact"));
      AgentSettings settings =
          Pipeline.settings(broker.bootstrapServers(), TOPIC, AgentSettings.DEFAULT);
      List<Object> measured = new CopyOnWriteArrayList<>();
      double seen;
      try (Agent first = Agent.start(settings, measured::add);
          BatchProducer producer = new BatchProducer(broker.bootstrapServers(), TOPIC)) {
        new KnownClasses(TOPIC, 200, 12).pass(5, 0, 1, Kind.VECTORS).forEach(producer::send);
        await().atMost(PATIENCE).until(() -> !measured.isEmpty());
        seen = Scraped.of(first.url()).value(LAST_SEEN);
        assertThat(seen).isPositive();
      }
      try (Agent next = Agent.start(settings, measured::add)) {
        await()
            .atMost(PATIENCE)
            .untilAsserted(
                () -> assertThat(Scraped.of(next.url()).value(LAST_SEEN)).isEqualTo(seen));
      }
      assertThat(measured).hasSize(1);
    }
  }
}
