package io.stillwatch.demo.publishing;

import io.stillwatch.sample.Message;
import io.stillwatch.wire.Encoding;
import io.stillwatch.wire.MessageEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends messages to Kafka in CBOR, keyed by run. The training that calls it never sees an exception
 * and waits a moment at most: what cannot be delivered is lost, and counted. Safe for use by many
 * threads.
 */
public final class BatchProducer implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(BatchProducer.class);
  private static final int LONGEST_WAIT_MILLIS = 2_000;
  private static final int REQUEST_MILLIS = 3_000;
  private static final int DELIVERY_MILLIS = 5_000;

  private final String topic;
  private final Producer<byte[], byte[]> producer;
  private final AtomicLong undelivered = new AtomicLong();

  /**
   * A producer; does not wait for the broker.
   *
   * @param bootstrapServers {@code host:port}, several separated by commas
   * @param topic where to send
   */
  public BatchProducer(String bootstrapServers, String topic) {
    this.topic = topic;
    // Idempotence and acknowledgement by all replicas are Kafka's own defaults.
    Map<String, Object> settings =
        Map.of(
            ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers,
            ProducerConfig.CLIENT_ID_CONFIG, "training",
            ProducerConfig.MAX_BLOCK_MS_CONFIG, LONGEST_WAIT_MILLIS,
            ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, REQUEST_MILLIS,
            ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, DELIVERY_MILLIS);
    producer = new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer());
  }

  /**
   * Asks whether the topic is there, for a moment at most.
   *
   * @return whether a broker answered that it is
   */
  public boolean reachesTopic() {
    try {
      return !producer.partitionsFor(topic).isEmpty();
    } catch (KafkaException e) {
      LOG.debug("the topic {} was not found", topic, e);
      return false;
    }
  }

  /**
   * Hands a message over for sending.
   *
   * @param message a batch or an event
   */
  public void send(Message message) {
    String run = message.attempt().run();
    try {
      // The callback tells all that the future would.
      var unused =
          producer.send(record(topic, message), (metadata, failure) -> count(run, failure));
    } catch (KafkaException | IllegalStateException e) {
      count(run, e);
    }
  }

  static ProducerRecord<byte[], byte[]> record(String topic, Message message) {
    byte[] key = message.attempt().run().getBytes(StandardCharsets.UTF_8);
    byte[] contentType = Encoding.CBOR.contentType().getBytes(StandardCharsets.UTF_8);
    return new ProducerRecord<>(
        topic,
        null,
        key,
        MessageEncoder.encode(message, Encoding.CBOR),
        List.of(new RecordHeader("content-type", contentType)));
  }

  /** Says the first failure alone: one broker that is away fails every record. */
  private void count(String run, Exception failure) {
    if (failure != null && undelivered.getAndIncrement() == 0) {
      LOG.warn(
          "a record of run {} was not delivered, the training goes on: {}",
          run,
          failure.toString());
    }
  }

  /**
   * What was lost.
   *
   * @return records known to be undelivered so far
   */
  public long undelivered() {
    return undelivered.get();
  }

  /** Sends what is still waiting, for some seconds at most. */
  @Override
  public void close() {
    producer.close(Duration.ofMillis(DELIVERY_MILLIS));
    if (undelivered() > 0) {
      LOG.warn("records not delivered: {}", undelivered());
    }
  }
}
