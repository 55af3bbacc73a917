package io.stillwatch.demo.broker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;

final class EmbeddedBrokerTest {
  @Test
  void carriesRecordsToAGroupAndLeavesNothingBehind() throws Exception {
    Set<Thread> threadsBefore = liveThreads();
    Set<Path> directoriesBefore = directories();
    try (EmbeddedBroker broker = EmbeddedBroker.start()) {
      broker.createTopic("letters", 3);
      send(broker, "a", "b", "c");
      assertThat(received(broker, 3)).containsExactlyInAnyOrder("a", "b", "c");
    }
    await()
        .pollInSameThread()
        .atMost(Duration.ofSeconds(20))
        .untilAsserted(() -> assertThat(newThreads(threadsBefore)).isEmpty());
    assertThat(directories()).isEqualTo(directoriesBefore);
  }

  @Test
  void twoBrokersLiveSideBySideAndATopicIsCreatedOnce() {
    try (EmbeddedBroker one = EmbeddedBroker.start();
        EmbeddedBroker other = EmbeddedBroker.start()) {
      assertThat(one.bootstrapServers())
          .startsWith("127.0.0.1:")
          .isNotEqualTo(other.bootstrapServers());
      one.createTopic("table", 1, Map.of("cleanup.policy", "compact"));
      other.createTopic("table", 1);
      assertThatThrownBy(() -> one.createTopic("table", 1))
          .isInstanceOf(KafkaException.class)
          .hasMessageContaining("topic table was not created")
          .hasRootCauseMessage("Topic 'table' already exists.");
    }
  }

  private static void send(EmbeddedBroker broker, String... values) throws Exception {
    Map<String, Object> settings = Map.of("bootstrap.servers", broker.bootstrapServers());
    try (KafkaProducer<String, String> producer =
        new KafkaProducer<>(settings, new StringSerializer(), new StringSerializer())) {
      for (String value : values) {
        producer.send(new ProducerRecord<>("letters", value, value)).get();
      }
    }
  }

  private static List<String> received(EmbeddedBroker broker, int count) {
    Map<String, Object> settings =
        Map.of(
            "bootstrap.servers", broker.bootstrapServers(),
            "group.id", "readers",
            "auto.offset.reset", "earliest");
    List<String> values = new ArrayList<>();
    try (KafkaConsumer<String, String> consumer =
        new KafkaConsumer<>(settings, new StringDeserializer(), new StringDeserializer())) {
      consumer.subscribe(List.of("letters"));
      await()
          .pollInSameThread()
          .atMost(Duration.ofSeconds(30))
          .until(
              () -> {
                consumer.poll(Duration.ofMillis(100)).forEach(record -> values.add(record.value()));
                return values.size() >= count;
              });
      consumer.commitSync();
    }
    return values;
  }

  private static Set<Thread> liveThreads() {
    return Thread.getAllStackTraces().keySet();
  }

  private static List<String> newThreads(Set<Thread> before) {
    return liveThreads().stream()
        .filter(thread -> !before.contains(thread) && !thread.isDaemon())
        .map(Thread::getName)
        .toList();
  }

  private static Set<Path> directories() throws IOException {
    try (Stream<Path> paths = Files.list(Path.of(System.getProperty("java.io.tmpdir")))) {
      return paths
          .filter(path -> path.getFileName().toString().startsWith("stillwatch-broker-"))
          .collect(Collectors.toSet());
    }
  }
}
