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
import java.util.concurrent.CancellationException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
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
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.errors.TimeoutException;
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

  /** Shorter than any session: what an agent wrote that lost its partitions must not come later. */
  private static final int MILLIS_FOR_AN_ANSWER = 5_000;

  private static final int MILLIS_FOR_DELIVERY = 15_000;
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

  /** The latest of each key that is not safe yet; any thread. */
  private final Map<Key, Write> underWay = new ConcurrentHashMap<>();

  /** Keys that are written once: their values never change. For the writing thread. */
  private final Map<Partition, Set<String>> written = new HashMap<>();

  private Checkpoints(KafkaSettings settings) {
    this.settings = settings;
    this.topic = settings.checkpointsTopic();
    Map<String, Object> client = new HashMap<>(DeadLetters.connection(settings));
    client.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, MILLIS_FOR_METADATA);
    client.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, MILLIS_FOR_AN_ANSWER);
    client.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, MILLIS_FOR_DELIVERY);
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

  /** Whose a checkpoint is, and who wants to know. Any thread. */
  public interface Claim {
    /**
     * Whether it is still to be written.
     *
     * @return false once somebody else reads the input's partition
     */
    boolean holds();

    /** It is safe. */
    void stored();
  }

  private record Key(Partition input, String key) {}

  private record Write(
      Key key, Map<String, Supplier<byte[]>> once, Optional<byte[]> value, Claim claim) {}

  /**
   * Everything that is kept for one partition. Waits for a broker that is away: whoever began
   * without knowing would say other things than were said.
   *
   * @param input a partition of the input
   * @return the latest value of each key; empty where the topic cannot be used, so that nothing
   *     must rest on it
   * @throws CancellationException if there is no answer before the close
   */
  public Optional<Map<String, byte[]>> read(Partition input) {
    while (true) {
      try {
        return readNow(input);
      } catch (RetriableException away) {
        LOG.warn("the topic {} does not answer: {}; trying again", topic, away.getMessage());
        if (writing.isShutdown()) {
          throw new CancellationException("the agent stops");
        }
      } catch (InterruptException stopped) {
        throw new CancellationException("the agent stops");
      } catch (KafkaException refused) {
        LOG.warn(
            "the topic {} cannot be read: {}; the runs of {} begin anew",
            topic,
            refused.getMessage(),
            input);
        return Optional.empty();
      }
    }
  }

  private Optional<Map<String, byte[]>> readNow(Partition input) {
    Map<String, Object> client = ClientSettings.reader(settings);
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
        throw new TimeoutException("the broker sends nothing of " + partition);
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
   * Writes values that never change, where they are not written yet, and then one that does. While
   * no broker answers it goes on trying, as long as the claim holds.
   *
   * @param input the input's partition that it is for
   * @param once values that never change, by key
   * @param key of the value that does
   * @param value the value; empty lets go of the key
   * @param claim asked before it is written, and told once all of it is safe
   */
  public void write(
      Partition input,
      Map<String, Supplier<byte[]>> once,
      String key,
      Optional<byte[]> value,
      Claim claim) {
    Write write = new Write(new Key(input, key), once, value, claim);
    underWay.put(write.key, write);
    queue(write);
  }

  private void queue(Write write) {
    try {
      writing.execute(() -> hand(write));
    } catch (RejectedExecutionException closed) {
      LOG.debug("a checkpoint of {} came too late", write.key);
    }
  }

  private void hand(Write write) {
    if (!write.claim.holds()) {
      underWay.remove(write.key, write);
      return;
    }
    Partition input = write.key.input;
    Set<String> known = written.computeIfAbsent(input, partition -> new HashSet<>());
    try {
      List<Future<?>> before = new ArrayList<>();
      for (Map.Entry<String, Supplier<byte[]>> entry : write.once.entrySet()) {
        if (!known.contains(entry.getKey())) {
          before.add(producer.send(record(input, entry.getKey(), entry.getValue().get())));
        }
      }
      for (Future<?> sent : before) {
        sent.get(ANSWER.toMillis(), TimeUnit.MILLISECONDS);
      }
      known.addAll(write.once.keySet());
      Future<?> unused =
          producer.send(
              record(input, write.key.key, write.value.orElse(null)),
              (where, failure) -> done(write, failure));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (ExecutionException e) {
      done(write, e.getCause());
    } catch (Exception failure) {
      done(write, failure);
    }
  }

  /** What came later of the same key must stay later, so only the latest is tried again. */
  private void done(Write write, Throwable failure) {
    if (failure == null) {
      underWay.remove(write.key, write);
      write.claim.stored();
      return;
    }
    LOG.warn("the checkpoint {} was not written: {}", write.key.key, failure.toString());
    boolean passes =
        failure instanceof RetriableException
            || failure instanceof java.util.concurrent.TimeoutException;
    if (passes && write.equals(underWay.get(write.key))) {
      queue(write);
    } else {
      underWay.remove(write.key, write);
    }
  }

  /**
   * Waits until what was written so far is safe.
   *
   * @param timeout the longest wait
   */
  public void await(Duration timeout) {
    try {
      writing.submit(producer::flush).get(timeout.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (ExecutionException
        | java.util.concurrent.TimeoutException
        | RejectedExecutionException e) {
      LOG.warn("checkpoints are still under way after {} ms", timeout.toMillis());
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
