package io.stillwatch.kafka;

import io.stillwatch.source.Partition;
import io.stillwatch.source.RawRecord;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The compacted topic of what agents need to go on: in each partition what belongs to the runs of
 * the input's partition of the same number. Writing never makes the caller wait, and what is
 * written for one partition arrives in its order. A topic that is not there, or has other
 * partitions than the input, is not used, which is said in the log.
 */
public final class Checkpoints implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Checkpoints.class);
  private static final int LARGEST_BYTES = 8 << 20;
  private static final int MILLIS_FOR_METADATA = 5_000;
  private static final Duration POLL = Duration.ofMillis(500);
  private static final Duration ANSWER = Duration.ofSeconds(10);
  private static final Duration TO_CLOSE = Duration.ofSeconds(5);
  private static final int MOST_SILENT_POLLS = 20;

  private final KafkaSettings settings;
  private final String topic;
  private final Producer<byte[], byte[]> producer;

  /** The producer may wait for a topic that is not there, so it gets a thread of its own. */
  private final ExecutorService writing =
      Executors.newSingleThreadExecutor(task -> new Thread(task, "checkpoints"));

  /** Keys that are written once: their values never change. For the writing thread. */
  private final Map<Partition, Set<String>> written = new HashMap<>();

  private Checkpoints(KafkaSettings settings) {
    this.settings = settings;
    this.topic = settings.checkpointsTopic();
    Map<String, Object> client = new HashMap<>(DeadLetters.connection(settings));
    client.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, MILLIS_FOR_METADATA);
    client.put(ProducerConfig.MAX_REQUEST_SIZE_CONFIG, LARGEST_BYTES);
    client.put(ProducerConfig.ACKS_CONFIG, "all");
    this.producer =
        new KafkaProducer<>(client, new ByteArraySerializer(), new ByteArraySerializer());
  }

  /**
   * The topic that the settings name; does not wait for the broker.
   *
   * @param settings without problems
   * @return empty where they name none
   */
  public static Optional<Checkpoints> of(KafkaSettings settings) {
    return settings.checkpointsTopic().isEmpty()
        ? Optional.empty()
        : Optional.of(new Checkpoints(settings));
  }

  /**
   * Everything that is kept for one partition.
   *
   * @param input a partition of the input
   * @return the latest value of each key; empty where the topic cannot be used, so that nothing
   *     must rest on it
   */
  public Optional<Map<String, byte[]>> read(Partition input) {
    Map<String, Object> client = KafkaSource.clientSettings(settings);
    client.remove(ConsumerConfig.GROUP_ID_CONFIG);
    client.put(ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, (int) ANSWER.toMillis());
    client.put(ConsumerConfig.FETCH_MAX_BYTES_CONFIG, 4 * LARGEST_BYTES);
    client.put(ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG, LARGEST_BYTES);
    try (Consumer<byte[], byte[]> consumer = new KafkaConsumer<>(client)) {
      int there = count(consumer.partitionsFor(topic));
      int needed = count(consumer.partitionsFor(settings.topic()));
      if (there != needed) {
        LOG.warn(
            "the topic {} has {} partitions; must have {}, as the topic {} has: a restarted agent"
                + " begins every run anew; `stillwatch topics` creates it",
            topic,
            there,
            needed,
            settings.topic());
        return Optional.empty();
      }
      return Optional.of(all(consumer, new TopicPartition(topic, input.number())));
    } catch (KafkaException away) {
      LOG.warn(
          "the topic {} cannot be read: {}; the runs of {} begin anew",
          topic,
          away.getMessage(),
          input);
      return Optional.empty();
    }
  }

  private static int count(List<PartitionInfo> partitions) {
    return partitions == null ? 0 : partitions.size();
  }

  private static Map<String, byte[]> all(
      Consumer<byte[], byte[]> consumer, TopicPartition partition) {
    consumer.assign(List.of(partition));
    long end = consumer.endOffsets(List.of(partition)).get(partition);
    consumer.seekToBeginning(List.of(partition));
    Map<String, byte[]> latest = new LinkedHashMap<>();
    int silentPolls = 0;
    while (consumer.position(partition) < end) {
      ConsumerRecords<byte[], byte[]> polled = consumer.poll(POLL);
      silentPolls = polled.isEmpty() ? silentPolls + 1 : 0;
      if (silentPolls == MOST_SILENT_POLLS) {
        throw new KafkaException("the broker sends nothing of " + partition);
      }
      polled.forEach(
          kafka -> {
            RawRecord record = KafkaSource.raw(kafka);
            String key = new String(record.key(), StandardCharsets.UTF_8);
            if (record.hasValue()) {
              latest.put(key, record.value());
            } else {
              latest.remove(key);
            }
          });
    }
    return latest;
  }

  /**
   * Writes values that never change, where they are not written yet, and then one that does.
   *
   * @param input the input's partition that it is for
   * @param once values that never change, by key
   * @param key of the value that does
   * @param value the value; null lets go of the key
   * @param stored called, on any thread, once all of it is safe; never where it is not
   */
  public void write(
      Partition input,
      Map<String, Supplier<byte[]>> once,
      String key,
      byte[] value,
      Runnable stored) {
    try {
      writing.execute(() -> hand(input, once, key, value, stored));
    } catch (RejectedExecutionException closed) {
      LOG.debug("a checkpoint of {} came too late", key);
    }
  }

  private void hand(
      Partition input,
      Map<String, Supplier<byte[]>> once,
      String key,
      byte[] value,
      Runnable stored) {
    Set<String> known = written.computeIfAbsent(input, partition -> new HashSet<>());
    try {
      List<Future<?>> before = new ArrayList<>();
      for (Map.Entry<String, Supplier<byte[]>> entry : once.entrySet()) {
        if (!known.contains(entry.getKey())) {
          before.add(producer.send(record(input, entry.getKey(), entry.getValue().get())));
        }
      }
      for (Future<?> sent : before) {
        sent.get(ANSWER.toMillis(), TimeUnit.MILLISECONDS);
      }
      known.addAll(once.keySet());
      Future<?> unused =
          producer.send(
              record(input, key, value),
              (where, failure) -> {
                if (failure == null) {
                  stored.run();
                } else {
                  LOG.warn("the checkpoint {} was not written: {}", key, failure.getMessage());
                }
              });
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (Exception failure) {
      LOG.warn("the checkpoint {} was not written: {}", key, failure.toString());
    }
  }

  private ProducerRecord<byte[], byte[]> record(Partition input, String key, byte[] value) {
    return new ProducerRecord<>(topic, input.number(), key.getBytes(StandardCharsets.UTF_8), value);
  }

  /** Writes what waits, for a moment, and lets go of the topic. */
  @Override
  public void close() {
    writing.shutdown();
    try {
      writing.awaitTermination(TO_CLOSE.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    producer.close(TO_CLOSE);
    writing.shutdownNow();
  }
}
