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
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.RetriableException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads a topic as a member of a consumer group. A broker that is away is waited for: the client
 * reconnects by itself, and while nothing comes this class asks whether anybody is there.
 */
public final class KafkaSource implements SharedSource {
  private static final Logger LOG = LoggerFactory.getLogger(KafkaSource.class);
  private static final Duration PROBE_TIMEOUT = Duration.ofSeconds(3);
  private static final int SILENT_POLLS_BEFORE_PROBE = 10;

  private final KafkaSettings settings;
  private final Set<Partition> revoked = new HashSet<>();
  private final Map<Partition, Progress> assigned = new HashMap<>();

  /** Both are null until a broker has said how to join. */
  private Consumer<byte[], byte[]> consumer;

  private Commits commits;
  private Parting parting = Parting.NOBODY;
  private int silentPolls = SILENT_POLLS_BEFORE_PROBE;
  private volatile SourceState state;

  /**
   * Joins the group at the first poll that finds a broker.
   *
   * @param settings without problems
   */
  public KafkaSource(KafkaSettings settings) {
    this.settings = settings;
    this.state = new SourceState(false, "connecting to Kafka at " + settings.bootstrapServers());
  }

  /** What was fetched already is kept for the next poll. */
  @Override
  public Polled rest(long timeoutMillis, Parting asked) {
    if (consumer == null) {
      return poll(timeoutMillis, asked);
    }
    consumer.pause(consumer.assignment());
    try {
      return poll(timeoutMillis, asked);
    } finally {
      consumer.resume(consumer.paused());
    }
  }

  @Override
  public Polled poll(long timeoutMillis) {
    return poll(timeoutMillis, Parting.NOBODY);
  }

  @Override
  public Polled poll(long timeoutMillis, Parting asked) {
    List<RawRecord> records = new ArrayList<>();
    parting = asked;
    try {
      if (!hasJoined()) {
        return new Polled(records, OptionalLong.empty());
      }
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

  private static String why(KafkaException away) {
    Throwable cause = away.getCause();
    return cause == null ? away.getMessage() : away.getMessage() + ": " + cause.getMessage();
  }

  private boolean hasJoined() {
    if (consumer == null) {
      try {
        consumer = Membership.join(settings, new Rebalances());
        commits = new Commits(consumer);
      } catch (RetriableException away) {
        noBroker();
      }
    }
    return consumer != null;
  }

  /** As of the last fetch; asks nobody. */
  private OptionalLong behindRecords() {
    if (consumer == null) {
      return OptionalLong.empty();
    }
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
      noBroker();
      silentPolls = SILENT_POLLS_BEFORE_PROBE;
    }
  }

  private void noBroker() {
    become(
        false,
        "no Kafka broker answers at "
            + settings.bootstrapServers()
            + "; trying again; check that it runs and that kafka.bootstrap_servers is right");
  }

  private void becomeRefused(KafkaException reason) {
    become(false, "Kafka refused to be read: " + why(reason) + "; trying again");
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
  public void release(Map<Partition, Progress> progress) {
    if (commits != null) {
      commits.offer(progress);
    }
  }

  @Override
  public void releaseLast(Map<Partition, Progress> progress) {
    if (commits != null) {
      commits.last(progress, PROBE_TIMEOUT);
    }
  }

  @Override
  public Map<Partition, Progress> released() {
    return commits == null ? Map.of() : commits.safe();
  }

  @Override
  public SourceState state() {
    return state;
  }

  @Override
  public void close() {
    // The last word was said: nobody is asked any more.
    parting = Parting.NOBODY;
    try {
      if (consumer != null) {
        consumer.close();
      }
    } catch (KafkaException away) {
      LOG.warn("the group was not told that this agent leaves: {}", why(away));
    }
  }

  /** Called within polls, and at the close. */
  private final class Rebalances implements ConsumerRebalanceListener {
    @Override
    public void onPartitionsRevoked(Collection<TopicPartition> partitions) {
      LOG.info("revoked {}", partitions);
      Set<Partition> going = plain(partitions);
      // What came in this very poll nobody has begun with.
      going.removeAll(assigned.keySet());
      commits.last(parting.from(going), PROBE_TIMEOUT);
      drop(partitions);
    }

    @Override
    public void onPartitionsAssigned(Collection<TopicPartition> partitions) {
      LOG.info("assigned {}", partitions);
      assigned.putAll(commits.known(partitions));
    }

    /** Somebody else may have them already: nothing is committed. */
    @Override
    public void onPartitionsLost(Collection<TopicPartition> partitions) {
      LOG.warn("lost {}: this agent was not heard of for too long", partitions);
      parting.tooLateFor(plain(partitions));
      drop(partitions);
    }

    private Set<Partition> plain(Collection<TopicPartition> partitions) {
      return partitions.stream().map(Commits::partition).collect(Collectors.toSet());
    }

    private void drop(Collection<TopicPartition> partitions) {
      for (Partition partition : plain(partitions)) {
        assigned.remove(partition);
        revoked.add(partition);
        commits.drop(partition);
      }
    }
  }
}
