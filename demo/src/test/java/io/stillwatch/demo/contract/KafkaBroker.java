package io.stillwatch.demo.contract;

import static org.awaitility.Awaitility.await;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.GroupType;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** A broker to test against, by its address, and what a test wants of it beside. */
record KafkaBroker(String bootstrapServers) {
  static final Duration PATIENCE = Duration.ofSeconds(60);

  private Map<String, Object> client() {
    return Map.of("bootstrap.servers", bootstrapServers, "auto.offset.reset", "earliest");
  }

  void createTopic(String name, int partitions) {
    NewTopic topic = new NewTopic(name, Optional.of(partitions), Optional.of((short) 1));
    try (Admin admin = Admin.create(client())) {
      // Records with old timestamps are soon let go of otherwise.
      admin.createTopics(List.of(topic.configs(Map.of("retention.ms", "-1")))).all().get();
    } catch (ExecutionException | InterruptedException e) {
      throw new IllegalStateException("the topic " + name + " was not created", e);
    }
  }

  void send(String topic, int partition, String key, String value) {
    try (KafkaProducer<byte[], byte[]> producer =
        new KafkaProducer<>(client(), new ByteArraySerializer(), new ByteArraySerializer())) {
      byte[] bytes = value.getBytes(StandardCharsets.UTF_8);
      byte[] keyBytes = key.getBytes(StandardCharsets.UTF_8);
      producer.send(new ProducerRecord<>(topic, partition, keyBytes, bytes)).get();
    } catch (ExecutionException | InterruptedException e) {
      throw new IllegalStateException("nothing was sent to " + topic, e);
    }
  }

  /** The protocol under which a group lives. */
  GroupType typeOf(String group) {
    try (Admin admin = Admin.create(client())) {
      return admin.listGroups().all().get().stream()
          .filter(known -> known.groupId().equals(group))
          .findFirst()
          .flatMap(known -> known.type())
          .orElseThrow();
    } catch (ExecutionException | InterruptedException e) {
      throw new IllegalStateException("the group " + group + " was not described", e);
    }
  }

  /** The first record of a topic's first partition, once it is there. */
  ConsumerRecord<byte[], byte[]> first(String topic) {
    List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
    try (KafkaConsumer<byte[], byte[]> consumer =
        new KafkaConsumer<>(client(), new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
      consumer.assign(List.of(new TopicPartition(topic, 0)));
      await()
          .atMost(PATIENCE)
          .until(
              () -> {
                consumer.poll(Duration.ofMillis(200)).forEach(records::add);
                return !records.isEmpty();
              });
    }
    return records.get(0);
  }
}
