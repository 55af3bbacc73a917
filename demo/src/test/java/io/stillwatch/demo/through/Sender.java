package io.stillwatch.demo.through;

import io.stillwatch.sample.Message;
import io.stillwatch.source.RawRecord;
import io.stillwatch.wire.Encoding;
import io.stillwatch.wire.MessageEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Sends records one by one; their timestamps are those of a clock that ticks once a record. */
final class Sender implements AutoCloseable {
  private static final long FIRST_TIMESTAMP = 1_700_000_000_000L;

  private final String topic;
  private final KafkaProducer<byte[], byte[]> producer;
  private long sent;

  Sender(String bootstrapServers, String topic) {
    this(Map.of("bootstrap.servers", bootstrapServers), topic);
  }

  /** With settings of the client. */
  Sender(Map<String, Object> client, String topic) {
    this.topic = topic;
    producer = new KafkaProducer<>(client, new ByteArraySerializer(), new ByteArraySerializer());
  }

  /** Sends a message as CBOR under its run's key. */
  void send(Message message) {
    send(message.attempt().run(), MessageEncoder.encode(message, Encoding.CBOR));
  }

  /** Sends a message under another key. */
  void sendAs(String key, Message message) {
    send(key, MessageEncoder.encode(message, Encoding.CBOR));
  }

  /** Sends any bytes. */
  void send(String key, byte[] value) {
    byte[] keyBytes = key.getBytes(StandardCharsets.UTF_8);
    send(new ProducerRecord<>(topic, 0, FIRST_TIMESTAMP + sent, keyBytes, value));
  }

  /** Sends a record as it is, but for its place. */
  void send(RawRecord record) {
    ProducerRecord<byte[], byte[]> copy =
        new ProducerRecord<>(
            topic,
            0,
            record.timestampMillis(),
            record.hasKey() ? record.key() : null,
            record.hasValue() ? record.value() : null);
    record.headers().forEach(header -> copy.headers().add(header.key(), header.value()));
    send(copy);
  }

  private void send(ProducerRecord<byte[], byte[]> record) {
    sent++;
    try {
      producer.send(record).get();
    } catch (ExecutionException | InterruptedException e) {
      throw new IllegalStateException("record " + sent + " was not sent", e);
    }
  }

  long sent() {
    return sent;
  }

  @Override
  public void close() {
    producer.close();
  }
}
