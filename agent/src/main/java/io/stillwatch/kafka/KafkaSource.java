package io.stillwatch.kafka;

import io.stillwatch.source.Partition;
import io.stillwatch.source.Polled;
import io.stillwatch.source.Position;
import io.stillwatch.source.RawRecord;
import io.stillwatch.source.RecordHeader;
import io.stillwatch.source.RecordSource;
import io.stillwatch.source.SourceState;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads a topic as a member of a consumer group. A broker that is away is waited for: the client
 * reconnects by itself, and while nothing comes this class asks whether anybody is there.
 */
public final class KafkaSource implements RecordSource {
  private static final Logger LOG = LoggerFactory.getLogger(KafkaSource.class);
  private static final Duration PROBE_TIMEOUT = Duration.ofSeconds(3);
  private static final int SILENT_POLLS_BEFORE_PROBE = 10;

  private final KafkaSettings settings;
  private final Consumer<byte[], byte[]> consumer;
  private final Set<Partition> revoked = new HashSet<>();
  private final Map<Partition, Long> committed = new HashMap<>();
  private int silentPolls = SILENT_POLLS_BEFORE_PROBE;
  private volatile SourceState state;

  /**
   * Joins the group; does not wait for the broker.
   *
   * @param settings without problems
   */
  public KafkaSource(KafkaSettings settings) {
    this.settings = settings;
    this.state = new SourceState(false, "connecting to Kafka at " + settings.bootstrapServers());
    this.consumer = new KafkaConsumer<>(clientSettings(settings));
    consumer.subscribe(List.of(settings.topic()), new Rebalances());
  }

  static Map<String, Object> clientSettings(KafkaSettings settings) {
    Map<String, Object> client = new HashMap<>();
    client.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
    client.put(ConsumerConfig.RECONNECT_BACKOFF_MAX_MS_CONFIG, 2_000);
    client.putAll(settings.client());
    client.put(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, settings.bootstrapServers());
    client.put(ConsumerConfig.GROUP_ID_CONFIG, settings.group());
    client.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
    client.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
    client.put(ConsumerConfig.KEY_DESERIALIZER_CLASS_CONFIG, ByteArrayDeserializer.class);
    client.put(ConsumerConfig.VALUE_DESERIALIZER_CLASS_CONFIG, ByteArrayDeserializer.class);
    return client;
  }

  @Override
  public Polled poll(long timeoutMillis) {
    List<RawRecord> records = new ArrayList<>();
    try {
      consumer.poll(Duration.ofMillis(timeoutMillis)).forEach(record -> records.add(raw(record)));
      if (records.isEmpty()) {
        probeWhenSilent();
      } else {
        silentPolls = 0;
        become(true, "reading the topic " + settings.topic());
      }
    } catch (KafkaException away) {
      become(false, "Kafka refused to be read: " + away.getMessage() + "; trying again");
      // The client may refuse at once, and does so again until somebody mends it.
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(timeoutMillis));
    }
    Set<Partition> gone = Set.copyOf(revoked);
    revoked.clear();
    return new Polled(records, behindRecords(), gone);
  }

  /** As of the last fetch; asks nobody. */
  private OptionalLong behindRecords() {
    long behind = 0;
    for (TopicPartition partition : consumer.assignment()) {
      OptionalLong lag = consumer.currentLag(partition);
      if (lag.isEmpty()) {
        return lag;
      }
      behind += lag.getAsLong();
    }
    return OptionalLong.of(behind);
  }

  private void probeWhenSilent() {
    if (++silentPolls < SILENT_POLLS_BEFORE_PROBE) {
      return;
    }
    silentPolls = 0;
    try {
      if (consumer.listTopics(PROBE_TIMEOUT).containsKey(settings.topic())) {
        become(true, "reading the topic " + settings.topic());
      } else {
        become(
            false,
            "the topic " + settings.topic() + " is not there; create it, the agent will find it");
      }
    } catch (KafkaException nobody) {
      become(
          false,
          "no Kafka broker answers at "
              + settings.bootstrapServers()
              + "; trying again; check that it runs and that kafka.bootstrap_servers is right");
      silentPolls = SILENT_POLLS_BEFORE_PROBE;
    }
  }

  /** Says a change once, not at every poll. */
  private void become(boolean readable, String sentence) {
    if (!state.sentence().equals(sentence)) {
      if (readable) {
        LOG.info("{}", sentence);
      } else {
        LOG.warn("{}", sentence);
      }
    }
    state = new SourceState(readable, sentence);
  }

  static RawRecord raw(ConsumerRecord<byte[], byte[]> kafka) {
    Partition partition = new Partition(kafka.topic(), kafka.partition());
    List<RecordHeader> headers = new ArrayList<>();
    kafka.headers().forEach(header -> headers.add(new RecordHeader(header.key(), header.value())));
    return new RawRecord(
        new Position(partition, kafka.offset()),
        kafka.timestamp(),
        kafka.key(),
        kafka.value(),
        headers);
  }

  @Override
  public void release(Map<Partition, Long> lowestNeeded) {
    Map<TopicPartition, OffsetAndMetadata> offsets = new HashMap<>();
    lowestNeeded.forEach(
        (partition, offset) -> {
          TopicPartition kafka = new TopicPartition(partition.topic(), partition.number());
          if (!offset.equals(committed.put(partition, offset))
              && consumer.assignment().contains(kafka)) {
            offsets.put(kafka, new OffsetAndMetadata(offset));
          }
        });
    if (!offsets.isEmpty()) {
      consumer.commitAsync(offsets, (done, failure) -> finished(done, failure));
    }
  }

  /** What was not committed is committed again at the next release; on the ordered thread. */
  private void finished(Map<TopicPartition, OffsetAndMetadata> offsets, Exception failure) {
    if (failure != null) {
      LOG.debug("{} were not committed and will be again: {}", offsets, failure.toString());
      offsets
          .keySet()
          .forEach(kafka -> committed.remove(new Partition(kafka.topic(), kafka.partition())));
    }
  }

  @Override
  public SourceState state() {
    return state;
  }

  @Override
  public void close() {
    consumer.close();
  }

  private final class Rebalances implements ConsumerRebalanceListener {
    @Override
    public void onPartitionsRevoked(Collection<TopicPartition> partitions) {
      for (TopicPartition kafka : partitions) {
        Partition partition = new Partition(kafka.topic(), kafka.partition());
        revoked.add(partition);
        committed.remove(partition);
      }
    }

    @Override
    public void onPartitionsAssigned(Collection<TopicPartition> partitions) {
      LOG.info("assigned {}", partitions);
    }
  }
}
