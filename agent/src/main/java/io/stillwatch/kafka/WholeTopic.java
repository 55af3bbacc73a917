package io.stillwatch.kafka;

import io.stillwatch.source.RawRecord;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * All of a small compacted topic, which every agent reads for itself, outside of any group. A topic
 * that is not there is an empty one. Connects when it is asked first.
 */
public final class WholeTopic {
  private static final Logger LOG = LoggerFactory.getLogger(WholeTopic.class);
  private static final Duration POLL = Duration.ofMillis(500);
  private static final int MOST_SILENT_POLLS = 20;
  private static final Duration ANSWER = Duration.ofSeconds(10);

  private final KafkaSettings settings;
  private final String topic;
  private final Map<TopicPartition, Long> next = new HashMap<>();

  /**
   * Reads nothing yet.
   *
   * @param settings how to reach the broker
   * @param topic the topic's name
   */
  public WholeTopic(KafkaSettings settings, String topic) {
    this.settings = settings;
    this.topic = topic;
  }

  /**
   * What was added since it was asked last, up to now.
   *
   * @return records in the order of each partition; none where the broker does not answer, which is
   *     said in the log
   */
  public List<RawRecord> added() {
    List<RawRecord> records = new ArrayList<>();
    Map<String, Object> client = ClientSettings.reader(settings);
    client.put(ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, (int) ANSWER.toMillis());
    try (Consumer<byte[], byte[]> consumer = new KafkaConsumer<>(client)) {
      List<PartitionInfo> partitions = consumer.partitionsFor(topic);
      if (partitions == null || partitions.isEmpty()) {
        return records;
      }
      List<TopicPartition> all =
          partitions.stream().map(p -> new TopicPartition(topic, p.partition())).toList();
      consumer.assign(all);
      Map<TopicPartition, Long> ends = consumer.endOffsets(all);
      all.forEach(
          partition ->
              consumer.seek(
                  partition,
                  next.computeIfAbsent(
                      partition, p -> consumer.beginningOffsets(List.of(p)).get(p))));
      int silentPolls = 0;
      while (silentPolls < MOST_SILENT_POLLS && isBehind(consumer, ends)) {
        ConsumerRecords<byte[], byte[]> polled = consumer.poll(POLL);
        silentPolls = polled.isEmpty() ? silentPolls + 1 : 0;
        polled.forEach(record -> records.add(KafkaSource.raw(record)));
      }
      if (isBehind(consumer, ends)) {
        LOG.warn("the topic {} could not be read to its end; what is missing is read later", topic);
      }
      all.forEach(partition -> next.put(partition, consumer.position(partition)));
    } catch (KafkaException away) {
      LOG.warn("the topic {} could not be read: {}", topic, away.getMessage());
    }
    return records;
  }

  private static boolean isBehind(Consumer<?, ?> consumer, Map<TopicPartition, Long> ends) {
    return ends.entrySet().stream().anyMatch(e -> consumer.position(e.getKey()) < e.getValue());
  }
}
