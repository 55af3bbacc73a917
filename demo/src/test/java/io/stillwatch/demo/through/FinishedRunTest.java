package io.stillwatch.demo.through;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.stillwatch.demo.broker.EmbeddedBroker;
import io.stillwatch.sample.Attempt;
import io.stillwatch.sample.Representation.Kind;
import io.stillwatch.sample.RunEvent;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.junit.jupiter.api.Test;

/** What is kept of a run that is over, while the agent runs on. */
final class FinishedRunTest {
  private static final String TOPIC = "finished";

  /** What was written of a run so far: "kept" or "gone", in order. */
  private static List<String> written(KafkaConsumer<String, String> consumer, List<String> so) {
    consumer
        .poll(Duration.ofMillis(200))
        .forEach(
            record -> {
              if (record.key().equals("run/over")) {
                so.add(record.value() == null ? "gone" : "kept");
              }
            });
    return so;
  }

  @Test
  void theCheckpointOfARunThatIsOverIsLetGoOfOnceNobodyReadsItsRecordsAgain() {
    try (EmbeddedBroker broker = EmbeddedBroker.start()) {
      broker.createTopic(TOPIC + "-checkpoints", 1, Map.of("cleanup.policy", "compact"));
      try (Pipeline pipeline = new Pipeline(broker, TOPIC);
          KafkaConsumer<String, String> consumer =
              new KafkaConsumer<>(
                  Map.of(
                      "bootstrap.servers",
                      broker.bootstrapServers(),
                      "auto.offset.reset",
                      "earliest"),
                  new StringDeserializer(),
                  new StringDeserializer())) {
        consumer.assign(List.of(new TopicPartition(TOPIC + "-checkpoints", 0)));
        List<String> written = new ArrayList<>();
        KnownClasses other = new KnownClasses("other", 200, 12);
        other.pass(5, 0, 1, Kind.VECTORS).forEach(pipeline::send);
        new KnownClasses("over", 200, 12).pass(5, 0, 1, Kind.VECTORS).forEach(pipeline::send);
        pipeline.send(
            new RunEvent(
                new Attempt("over", 0), RunEvent.Type.FINISHED, Optional.empty(), Map.of()));
        await().atMost(Duration.ofSeconds(60)).until(() -> !written(consumer, written).isEmpty());
        // The other run's first pass lies before, and is needed until its next one is measured.
        pipeline.measured(2);
        assertThat(written(consumer, written)).doesNotContain("gone");

        other.pass(6, 1, 1, Kind.VECTORS).forEach(pipeline::send);
        await()
            .atMost(Duration.ofSeconds(60))
            .until(() -> written(consumer, written).contains("gone"));
        assertThat(written).endsWith("gone").startsWith("kept");
      }
    }
  }
}
