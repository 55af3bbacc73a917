package io.stillwatch.kafka;

import io.stillwatch.sample.DeadLetterOutcome;
import io.stillwatch.sample.Refusal;
import io.stillwatch.source.Partition;
import io.stillwatch.source.RawRecord;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.apache.kafka.clients.producer.ProducerConfig;

/**
 * Sends refused records to a topic of their own. The reading never waits for it: what is over the
 * rate or does not fit into the memory for letters that wait is counted and let go, and so is
 * everything while the topic cannot be reached.
 */
public final class DeadLetters implements AutoCloseable {
  /** Settings of the client that say how to reach a broker, and who knows its secrets. */
  private static final Pattern CONNECTION =
      Pattern.compile("(security|ssl|sasl|client|reconnect|socket|config)\\..*");

  private static final int SECONDS_OF_BURST = 10;

  private final String topic;
  private final Consumer<DeadLetterOutcome> counted;
  private final TokenBucket rate;
  private final UnderWay underWay = new UnderWay();
  private final Outbox outbox;

  private DeadLetters(KafkaSettings settings, Consumer<DeadLetterOutcome> counted) {
    this.topic = settings.deadLetters().topic();
    this.counted = counted;
    int perSecond = settings.deadLetters().perSecond();
    this.rate = new TokenBucket(perSecond, SECONDS_OF_BURST * perSecond, System::nanoTime);
    // A broker that creates topics by itself may create this one.
    this.outbox =
        new Outbox(
            settings,
            new Outbox.Address(topic, "dead letters", "kafka.dead_letters_topic", () -> {}));
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
    underWay.add(record.position());
    outbox.send(() -> letter.to(topic), letter.bytes(), sent -> settled(letter, sent));
  }

  private void settled(DeadLetter letter, boolean sent) {
    counted.accept(sent ? DeadLetterOutcome.SENT : DeadLetterOutcome.FAILED);
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
    outbox.close();
  }
}
