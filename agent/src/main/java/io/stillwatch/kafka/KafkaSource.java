package io.stillwatch.kafka;

import io.stillwatch.source.Partition;
import io.stillwatch.source.Polled;
import io.stillwatch.source.Position;
import io.stillwatch.source.Progress;
import io.stillwatch.source.RawRecord;
import io.stillwatch.source.RecordHeader;
import io.stillwatch.source.SharedSource;
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
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads a topic as a member of a consumer group. A broker that is away is waited for: the client
 * reconnects by itself, and while nothing comes this class asks whether anybody is there.
 */
public final class KafkaSource implements SharedSource {
  private static final Logger LOG = LoggerFactory.getLogger(KafkaSource.class);
  private static final String FRONTIER = "frontier=";
  private static final Duration PROBE_TIMEOUT = Duration.ofSeconds(3);
  private static final int SILENT_POLLS_BEFORE_PROBE = 10;

  /** What one poll may bring has room in a small heap. */
  private static final int FETCH_BYTES = 16 << 20;

  private static final long NANOS_BETWEEN_COMMITS = TimeUnit.SECONDS.toNanos(1);

  private final KafkaSettings settings;
  private final Consumer<byte[], byte[]> consumer;
  private final Set<Partition> revoked = new HashSet<>();
  private final Map<Partition, Progress> assigned = new HashMap<>();
  private final Map<Partition, Progress> committed = new HashMap<>();
  private long lastCommitNanos = System.nanoTime() - NANOS_BETWEEN_COMMITS;
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
    client.put(ConsumerConfig.FETCH_MAX_BYTES_CONFIG, FETCH_BYTES);
    client.putAll(settings.client());
    client.put(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, settings.bootstrapServers());
    client.put(ConsumerConfig.GROUP_ID_CONFIG, settings.group());
    client.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
    client.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
    client.put(ConsumerConfig.KEY_DESERIALIZER_CLASS_CONFIG, ByteArrayDeserializer.class);
    client.put(ConsumerConfig.VALUE_DESERIALIZER_CLASS_CONFIG, ByteArrayDeserializer.class);
    return client;
  }

  /** What was fetched already is kept for the next poll. */
  @Override
  public Polled rest(long timeoutMillis) {
    consumer.pause(consumer.assignment());
    try {
      return poll(timeoutMillis);
    } finally {
      consumer.resume(consumer.paused());
    }
  }

  @Override
  public Polled poll(long timeoutMillis) {
    List<RawRecord> records = new ArrayList<>();
    try {
      consumer.poll(Duration.ofMillis(timeoutMillis)).forEach(record -> records.add(raw(record)));
      if (records.isEmpty() && consumer.paused().isEmpty()) {
        probeWhenSilent();
      } else if (!records.isEmpty()) {
        silentPolls = 0;
        become(true, "reading the topic " + settings.topic());
      }
    } catch (KafkaException away) {
      becomeRefused(away);
      // The client may refuse at once, and does so again until somebody mends it.
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(timeoutMillis));
    }
    Set<Partition> gone = Set.copyOf(revoked);
    revoked.clear();
    Map<Partition, Progress> come = Map.copyOf(assigned);
    assigned.clear();
    return new Polled(records, behindRecords(), gone, come);
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
    } catch (AuthenticationException unknown) {
      becomeRefused(unknown);
      silentPolls = SILENT_POLLS_BEFORE_PROBE;
    } catch (KafkaException nobody) {
      become(
          false,
          "no Kafka broker answers at "
              + settings.bootstrapServers()
              + "; trying again; check that it runs and that kafka.bootstrap_servers is right");
      silentPolls = SILENT_POLLS_BEFORE_PROBE;
    }
  }

  private void becomeRefused(KafkaException reason) {
    become(false, "Kafka refused to be read: " + reason.getMessage() + "; trying again");
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

  /** The frontier is the commit's metadata: the two are there together or not at all. */
  @Override
  public void release(Map<Partition, Progress> progress) {
    if (System.nanoTime() - lastCommitNanos >= NANOS_BETWEEN_COMMITS) {
      Map<TopicPartition, OffsetAndMetadata> offsets = changed(progress);
      if (!offsets.isEmpty()) {
        lastCommitNanos = System.nanoTime();
        consumer.commitAsync(offsets, (done, failure) -> finished(done, failure));
      }
    }
  }

  @Override
  public void releaseLast(Map<Partition, Progress> progress) {
    try {
      consumer.commitSync(changed(progress), PROBE_TIMEOUT);
    } catch (KafkaException e) {
      LOG.debug("the last positions were not committed: {}", e.toString());
    }
  }

  private Map<TopicPartition, OffsetAndMetadata> changed(Map<Partition, Progress> progress) {
    Map<TopicPartition, OffsetAndMetadata> offsets = new HashMap<>();
    progress.forEach(
        (partition, now) -> {
          TopicPartition kafka = new TopicPartition(partition.topic(), partition.number());
          if (consumer.assignment().contains(kafka) && isNews(partition, now)) {
            offsets.put(
                kafka, new OffsetAndMetadata(now.lowestNeeded(), FRONTIER + now.frontier()));
          }
        });
    return offsets;
  }

  /** Never takes back what an agent before has dealt with. */
  private boolean isNews(Partition partition, Progress now) {
    Progress before = committed.get(partition);
    if (now.equals(before) || (before != null && now.frontier() < before.frontier())) {
      return false;
    }
    committed.put(partition, now);
    return true;
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

  /** What a commit says; nothing where there is none. */
  private static Progress progress(OffsetAndMetadata commit) {
    if (commit == null) {
      return new Progress(0, 0);
    }
    String frontier = commit.metadata() == null ? "" : commit.metadata();
    return new Progress(
        commit.offset(),
        frontier.matches(FRONTIER + "\\d{1,18}")
            ? Long.parseLong(frontier.substring(FRONTIER.length()))
            : 0);
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
      Map<TopicPartition, OffsetAndMetadata> known = Map.of();
      try {
        known = consumer.committed(Set.copyOf(partitions));
      } catch (KafkaException e) {
        LOG.warn("what was committed of {} cannot be read: {}", partitions, e.toString());
      }
      for (TopicPartition kafka : partitions) {
        Partition partition = new Partition(kafka.topic(), kafka.partition());
        Progress before = progress(known.get(kafka));
        assigned.put(partition, before);
        committed.put(partition, before);
      }
    }

    @Override
    public void onPartitionsLost(Collection<TopicPartition> partitions) {
      onPartitionsRevoked(partitions);
    }
  }
}
