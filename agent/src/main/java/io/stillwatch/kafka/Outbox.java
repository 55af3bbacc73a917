package io.stillwatch.kafka;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Records on their way to a topic of the agent's own, in their order. Nobody waits for it: what
 * does not fit into the memory for records that wait is let go, and so is everything while the
 * topic cannot be reached. What became of each is known within half a minute.
 */
final class Outbox implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Outbox.class);
  private static final int MOST_WAITING_BYTES = 16 << 20;
  private static final long MILLIS_FOR_METADATA = 5_000;
  private static final int MILLIS_FOR_DELIVERY = 30_000;
  private static final int MILLIS_FOR_AN_ANSWER = 10_000;
  private static final long NANOS_BETWEEN_TRIALS = TimeUnit.SECONDS.toNanos(10);
  private static final Duration TO_CLOSE = Duration.ofSeconds(2);

  private final Address address;
  private final Semaphore room = new Semaphore(MOST_WAITING_BYTES);
  private final Producer<byte[], byte[]> producer;

  /** The producer may wait for a topic that is not there, so it gets a thread of its own. */
  private final ExecutorService sending;

  private volatile boolean found;
  private volatile boolean away;
  private volatile long awaySinceNanos;

  /**
   * Where records go.
   *
   * @param topic its name
   * @param what is sent there, for people
   * @param setting names the topic
   * @param look throws a {@link KafkaException} where the topic is not there and must not come by
   *     being written to
   */
  record Address(String topic, String what, String setting, Runnable look) {}

  /** A record that waits for its fate. */
  private record Parcel(
      Supplier<ProducerRecord<byte[], byte[]>> record, int bytes, Consumer<Boolean> settled) {}

  /** Does not wait for the broker. */
  Outbox(KafkaSettings settings, Address address) {
    this.address = address;
    this.sending =
        Executors.newSingleThreadExecutor(task -> new Thread(task, address.what.replace(' ', '-')));
    this.producer =
        new KafkaProducer<>(
            clientSettings(settings), new ByteArraySerializer(), new ByteArraySerializer());
  }

  private static Map<String, Object> clientSettings(KafkaSettings settings) {
    Map<String, Object> client = new HashMap<>(DeadLetters.connection(settings));
    client.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, MILLIS_FOR_METADATA);
    client.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, MILLIS_FOR_AN_ANSWER);
    client.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, MILLIS_FOR_DELIVERY);
    client.put(ProducerConfig.BUFFER_MEMORY_CONFIG, (long) MOST_WAITING_BYTES);
    // How large a record may be is for its topic to say.
    client.put(ProducerConfig.MAX_REQUEST_SIZE_CONFIG, MOST_WAITING_BYTES);
    // A record may come twice: its id tells. So no further right is needed but to write.
    client.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, false);
    client.put(ProducerConfig.MAX_IN_FLIGHT_REQUESTS_PER_CONNECTION, 1);
    return client;
  }

  /**
   * Sends a record, or lets it go; returns at once. Any thread.
   *
   * @param record makes the record, on another thread
   * @param bytes what it takes of the memory for records that wait
   * @param settled called once, on any thread: whether the topic has it; must be quick
   */
  void send(Supplier<ProducerRecord<byte[], byte[]>> record, int bytes, Consumer<Boolean> settled) {
    if (isAway() || !room.tryAcquire(bytes)) {
      settled.accept(false);
      return;
    }
    Parcel parcel = new Parcel(record, bytes, settled);
    try {
      sending.execute(() -> hand(parcel));
    } catch (RejectedExecutionException closed) {
      settle(parcel, false);
    }
  }

  private void hand(Parcel parcel) {
    if (isAway()) {
      settle(parcel, false);
      return;
    }
    try {
      if (!found) {
        address.look.run();
        found = true;
      }
      Future<?> unused =
          producer.send(parcel.record.get(), (where, failure) -> answered(parcel, failure));
    } catch (KafkaException | IllegalStateException failure) {
      answered(parcel, failure);
    }
  }

  private void answered(Parcel parcel, Exception failure) {
    if (failure == null) {
      if (away) {
        away = false;
        LOG.info("{} go to the topic {} again", address.what, address.topic);
      }
    } else if (isOfTheTopic(failure)) {
      goneAway(failure);
    } else {
      LOG.debug("one of the {} failed", address.what, failure);
    }
    settle(parcel, failure == null);
  }

  /** Not of this record alone: the next would fail too. */
  private static boolean isOfTheTopic(Exception failure) {
    return failure instanceof RetriableException
        || failure instanceof AuthorizationException
        || failure instanceof AuthenticationException;
  }

  private void goneAway(Exception failure) {
    awaySinceNanos = System.nanoTime();
    if (!away) {
      LOG.warn(
          "{} cannot be written to the topic {}: {}; they are counted and let go; `stillwatch"
              + " topics` creates the topic, and an empty {} does without",
          address.what,
          address.topic,
          failure.getMessage(),
          address.setting);
    }
    found = false;
    away = true;
  }

  /** A topic that was away is tried again after a while. */
  private boolean isAway() {
    return away && System.nanoTime() - awaySinceNanos < NANOS_BETWEEN_TRIALS;
  }

  private void settle(Parcel parcel, boolean sent) {
    room.release(parcel.bytes);
    parcel.settled.accept(sent);
  }

  /** Sends what waits, for a moment, and lets go of the topic. */
  @Override
  public void close() {
    sending.shutdown();
    try {
      sending.awaitTermination(TO_CLOSE.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    producer.close(TO_CLOSE);
    sending.shutdownNow();
  }
}
