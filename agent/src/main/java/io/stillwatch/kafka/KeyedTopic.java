package io.stillwatch.kafka;

import io.stillwatch.source.RecordHeader;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.function.Consumer;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/**
 * A compacted topic of values that are found once and for all, each under its key: snapshots or
 * measurements. The writing never makes anybody wait. A topic that is not there is not used, which
 * is said in the log, and found once it is; it never comes by being written to, as it would not be
 * compacted.
 */
public final class KeyedTopic implements AutoCloseable {
  private static final int ANSWER_MILLIS = 5_000;

  /** What a record costs while it waits, beside its own bytes. */
  private static final int OVERHEAD_BYTES = 512;

  private final String topic;
  private final Outbox outbox;

  private KeyedTopic(KafkaSettings settings, String topic, String what, String setting) {
    this.topic = topic;
    this.outbox =
        new Outbox(settings, new Outbox.Address(topic, what, setting, () -> look(settings, topic)));
  }

  /**
   * The topic of snapshots that the settings name; does not wait for the broker.
   *
   * @param settings without problems
   * @return empty where they name none
   */
  public static Optional<KeyedTopic> ofSnapshots(KafkaSettings settings) {
    return of(settings, settings.results().snapshotsTopic(), "snapshots");
  }

  /**
   * The topic of measurements likewise.
   *
   * @param settings without problems
   * @return empty where they name none
   */
  public static Optional<KeyedTopic> ofMeasurements(KafkaSettings settings) {
    return of(settings, settings.results().measurementsTopic(), "measurements");
  }

  private static Optional<KeyedTopic> of(KafkaSettings settings, String topic, String what) {
    return topic.isEmpty()
        ? Optional.empty()
        : Optional.of(new KeyedTopic(settings, topic, what, "kafka." + what + "_topic"));
  }

  private static void look(KafkaSettings settings, String topic) {
    Map<String, Object> client = DeadLetters.connection(settings);
    client.put(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, ANSWER_MILLIS);
    client.put(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, ANSWER_MILLIS);
    try (Admin admin = Admin.create(client)) {
      admin.describeTopics(List.of(topic)).allTopicNames().get();
    } catch (ExecutionException e) {
      if (e.getCause() instanceof UnknownTopicOrPartitionException) {
        throw new UnknownTopicOrPartitionException("it is not there");
      }
      throw e.getCause() instanceof KafkaException kafka ? kafka : new KafkaException(e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptException(e);
    }
  }

  /**
   * One value.
   *
   * @param key names it, and nothing else
   * @param value what is known of it
   * @param timestampMillis when it was so; milliseconds since 1970 UTC
   * @param headers what else is said of it
   */
  public record Entry(String key, byte[] value, long timestampMillis, List<RecordHeader> headers) {

    private int bytes() {
      return OVERHEAD_BYTES + key.length() + value.length;
    }

    /** A broker refuses what is ahead of its clock, so a wrong clock must not be believed. */
    private ProducerRecord<byte[], byte[]> to(String topic) {
      long now = System.currentTimeMillis();
      ProducerRecord<byte[], byte[]> kafka =
          new ProducerRecord<>(
              topic,
              null,
              Math.max(0, Math.min(timestampMillis, now)),
              key.getBytes(StandardCharsets.UTF_8),
              value);
      headers.forEach(header -> kafka.headers().add(header.key(), header.value()));
      return kafka;
    }
  }

  /**
   * Writes a value, or lets it go; returns at once. Any thread.
   *
   * @param entry the value and its key
   * @param settled called once, on any thread: whether the topic has it; must be quick
   */
  public void write(Entry entry, Consumer<Boolean> settled) {
    outbox.send(() -> entry.to(topic), entry.bytes(), settled);
  }

  /** Writes what waits, for a moment, and lets go of the topic. */
  @Override
  public void close() {
    outbox.close();
  }
}
