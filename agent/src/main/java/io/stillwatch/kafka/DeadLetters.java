package io.stillwatch.kafka;

import io.stillwatch.sample.DeadLetterOutcome;
import io.stillwatch.sample.Refusal;
import io.stillwatch.source.Partition;
import io.stillwatch.source.RawRecord;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends refused records to a topic of their own. The reading never waits for it: what is over the
 * rate or does not fit into the memory for letters that wait is counted and let go, and so is
 * everything while the topic cannot be reached.
 */
public final class DeadLetters implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(DeadLetters.class);

  /** Settings of the client that say how to reach a broker, and who knows its secrets. */
  private static final Pattern CONNECTION =
      Pattern.compile("(security|ssl|sasl|client|reconnect|socket|config)\\..*");

  private static final int MOST_WAITING_BYTES = 16 << 20;
  private static final int SECONDS_OF_BURST = 10;
  private static final long MILLIS_FOR_METADATA = 5_000;
  private static final int MILLIS_FOR_DELIVERY = 30_000;
  private static final int MILLIS_FOR_AN_ANSWER = 10_000;
  private static final long NANOS_BETWEEN_TRIALS = TimeUnit.SECONDS.toNanos(10);
  private static final Duration TO_CLOSE = Duration.ofSeconds(2);

  private final String topic;
  private final Consumer<DeadLetterOutcome> counted;
  private final TokenBucket rate;
  private final Semaphore room = new Semaphore(MOST_WAITING_BYTES);
  private final UnderWay underWay = new UnderWay();
  private final Producer<byte[], byte[]> producer;

  /** The producer may wait for a topic that is not there, so it gets a thread of its own. */
  private final ExecutorService sending =
      Executors.newSingleThreadExecutor(task -> new Thread(task, "dead-letters"));

  private volatile boolean away;
  private volatile long awaySinceNanos;

  private DeadLetters(KafkaSettings settings, Consumer<DeadLetterOutcome> counted) {
    this.topic = settings.deadLetters().topic();
    this.counted = counted;
    int perSecond = settings.deadLetters().perSecond();
    this.rate = new TokenBucket(perSecond, SECONDS_OF_BURST * perSecond, System::nanoTime);
    this.producer =
        new KafkaProducer<>(
            clientSettings(settings), new ByteArraySerializer(), new ByteArraySerializer());
  }

  /**
   * Where refused records go, by the settings; does not wait for the broker.
   *
   * @param settings without problems
   * @param counted takes what became of each record, on any thread; must be quick
   * @return empty where they go nowhere
   */
  public static Optional<DeadLetters> of(
      KafkaSettings settings, Consumer<DeadLetterOutcome> counted) {
    return settings.deadLetters().areSent()
        ? Optional.of(new DeadLetters(settings, counted))
        : Optional.empty();
  }

  /** How a producer reaches the broker that the settings name. */
  static Map<String, Object> connection(KafkaSettings settings) {
    Map<String, Object> client = new HashMap<>();
    settings.client().entrySet().stream()
        .filter(setting -> CONNECTION.matcher(setting.getKey()).matches())
        .forEach(setting -> client.put(setting.getKey(), setting.getValue()));
    client.put(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, settings.bootstrapServers());
    return client;
  }

  private static Map<String, Object> clientSettings(KafkaSettings settings) {
    Map<String, Object> client = connection(settings);
    client.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, MILLIS_FOR_METADATA);
    client.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, MILLIS_FOR_AN_ANSWER);
    client.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, MILLIS_FOR_DELIVERY);
    client.put(ProducerConfig.BUFFER_MEMORY_CONFIG, (long) MOST_WAITING_BYTES);
    // How large a letter may be is for its topic to say.
    client.put(ProducerConfig.MAX_REQUEST_SIZE_CONFIG, MOST_WAITING_BYTES);
    // A letter may come twice: its id tells. So no further right is needed but to write.
    client.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, false);
    return client;
  }

  /**
   * Sends one record, or lets it go; returns at once. One thread only.
   *
   * @param record the record, whole
   * @param reason why it was refused
   * @param detail what was wrong, for people
   */
  public void send(RawRecord record, Refusal reason, String detail) {
    if (!rate.take()) {
      counted.accept(DeadLetterOutcome.RATE_LIMITED);
      return;
    }
    DeadLetter letter = new DeadLetter(record, reason, detail);
    if (isAway() || !room.tryAcquire(letter.bytes())) {
      counted.accept(DeadLetterOutcome.FAILED);
      return;
    }
    underWay.add(record.position());
    try {
      sending.execute(() -> hand(letter));
    } catch (RejectedExecutionException closed) {
      settled(letter, DeadLetterOutcome.FAILED);
    }
  }

  private void hand(DeadLetter letter) {
    if (isAway()) {
      settled(letter, DeadLetterOutcome.FAILED);
      return;
    }
    try {
      Future<?> unused =
          producer.send(letter.to(topic), (where, failure) -> answered(letter, failure));
    } catch (KafkaException | IllegalStateException failure) {
      answered(letter, failure);
    }
  }

  private void answered(DeadLetter letter, Exception failure) {
    if (failure == null) {
      if (away) {
        away = false;
        LOG.info("dead letters go to the topic {} again", topic);
      }
      settled(letter, DeadLetterOutcome.SENT);
      return;
    }
    if (isOfTheTopic(failure)) {
      goneAway(failure);
    } else {
      LOG.debug("the dead letter of {} failed", letter.record().position(), failure);
    }
    settled(letter, DeadLetterOutcome.FAILED);
  }

  /** Not of this letter alone: the next would fail too. */
  private static boolean isOfTheTopic(Exception failure) {
    return failure instanceof RetriableException
        || failure instanceof AuthorizationException
        || failure instanceof AuthenticationException;
  }

  private void goneAway(Exception failure) {
    awaySinceNanos = System.nanoTime();
    if (!away) {
      LOG.warn(
          "dead letters cannot be written to the topic {}: {}; refused records are counted and not"
              + " kept; create the topic, or leave kafka.dead_letters_topic empty",
          topic,
          failure.getMessage());
    }
    away = true;
  }

  /** A topic that was away is tried again after a while. */
  private boolean isAway() {
    return away && System.nanoTime() - awaySinceNanos < NANOS_BETWEEN_TRIALS;
  }

  private void settled(DeadLetter letter, DeadLetterOutcome outcome) {
    room.release(letter.bytes());
    counted.accept(outcome);
    underWay.remove(letter.record().position());
  }

  /**
   * Holds positions back that would leave a letter behind whose fate is not known; any thread.
   *
   * @param lowestNeeded for each partition the lowest offset that is still needed otherwise
   * @return the same, lower where a letter is under way
   */
  public Map<Partition, Long> heldBack(Map<Partition, Long> lowestNeeded) {
    return underWay.heldBack(lowestNeeded);
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
