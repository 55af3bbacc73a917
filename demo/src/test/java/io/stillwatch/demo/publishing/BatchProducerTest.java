package io.stillwatch.demo.publishing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.stillwatch.demo.broker.EmbeddedBroker;
import io.stillwatch.sample.Attempt;
import io.stillwatch.sample.RunEvent;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.junit.jupiter.api.Test;

final class BatchProducerTest {
  private static final String TOPIC = "batches";

  @Test
  void recordsArriveInOrderWithTheRunAsKeyAndTheirContentType() {
    List<RunEvent> sent = List.of(note("one", "a"), note("two", "b"), note("one", "c"));
    try (EmbeddedBroker broker = EmbeddedBroker.start()) {
      broker.createTopic(TOPIC, 1);
      try (BatchProducer producer = new BatchProducer(broker.bootstrapServers(), TOPIC)) {
        sent.forEach(producer::send);
        List<ConsumerRecord<byte[], byte[]>> received = received(broker, sent.size());

        assertThat(received)
            .extracting(record -> new String(record.key(), StandardCharsets.UTF_8))
            .containsExactly("one", "two", "one");
        assertThat(received)
            .extracting(record -> record.headers().lastHeader("content-type").value())
            .containsOnly(
                "application/vnd.stillwatch.batch+cbor; v=1".getBytes(StandardCharsets.UTF_8));
        for (int i = 0; i < sent.size(); i++) {
          assertThat(received.get(i).value())
              .isEqualTo(BatchProducer.record(TOPIC, sent.get(i)).value());
        }
        assertThat(producer.undelivered()).isZero();
      }
    }
  }

  @Test
  void aBrokerThatIsNotThereCostsTheRecordAndIsCounted() {
    try (BatchProducer producer = new BatchProducer("127.0.0.1:1", TOPIC)) {
      producer.send(note("one", "a"));

      await().atMost(Duration.ofSeconds(30)).until(() -> producer.undelivered() == 1);
    }
  }

  @Test
  void aClosedProducerLosesRecordsWithoutAnException() {
    BatchProducer producer = new BatchProducer("127.0.0.1:1", TOPIC);
    producer.close();

    producer.send(note("one", "a"));

    assertThat(producer.undelivered()).isEqualTo(1);
  }

  private static RunEvent note(String run, String word) {
    return new RunEvent(
        new Attempt(run, 0), RunEvent.Type.NOTE, Optional.empty(), Map.of("word", word));
  }

  private static List<ConsumerRecord<byte[], byte[]>> received(EmbeddedBroker broker, int count) {
    Map<String, Object> settings =
        Map.of(
            "bootstrap.servers", broker.bootstrapServers(),
            "group.id", "readers",
            "auto.offset.reset", "earliest");
    List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
    try (KafkaConsumer<byte[], byte[]> consumer =
        new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
      consumer.subscribe(List.of(TOPIC));
      await()
          .pollInSameThread()
          .atMost(Duration.ofSeconds(30))
          .until(
              () -> {
                consumer.poll(Duration.ofMillis(100)).forEach(records::add);
                return records.size() >= count;
              });
    }
    return records;
  }
}
