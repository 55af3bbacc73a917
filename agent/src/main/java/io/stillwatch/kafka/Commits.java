package io.stillwatch.kafka;

import io.stillwatch.source.Partition;
import io.stillwatch.source.Progress;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What a member commits of its partitions. The frontier is the commit's metadata: the two are there
 * together or not at all. For the thread that polls.
 */
final class Commits {
  private static final Logger LOG = LoggerFactory.getLogger(Commits.class);
  private static final String FRONTIER = "frontier=";
  private static final long NANOS_BETWEEN_COMMITS = TimeUnit.SECONDS.toNanos(1);

  private final Consumer<?, ?> consumer;
  private final Map<Partition, Progress> sent = new HashMap<>();
  private final Map<Partition, Progress> safe = new HashMap<>();
  private long lastNanos = System.nanoTime() - NANOS_BETWEEN_COMMITS;

  Commits(Consumer<?, ?> consumer) {
    this.consumer = consumer;
  }

  /** Commits what has changed, at most once a second; does not wait. */
  void offer(Map<Partition, Progress> progress) {
    if (System.nanoTime() - lastNanos >= NANOS_BETWEEN_COMMITS) {
      Map<TopicPartition, OffsetAndMetadata> offsets = changed(progress);
      if (!offsets.isEmpty()) {
        lastNanos = System.nanoTime();
        // Where it failed the client may not say of what.
        consumer.commitAsync(offsets, (unsaid, failure) -> done(offsets, failure));
      }
    }
  }

  /** Commits what has changed, and waits for it. */
  void last(Map<Partition, Progress> progress, Duration timeout) {
    Map<TopicPartition, OffsetAndMetadata> offsets = changed(progress);
    try {
      if (!offsets.isEmpty()) {
        consumer.commitSync(offsets, timeout);
      }
    } catch (KafkaException e) {
      LOG.debug("the last positions were not committed: {}", e.toString());
    }
  }

  /** What the broker has of the partitions that this member has. */
  Map<Partition, Progress> safe() {
    return Map.copyOf(safe);
  }

  /** What was committed of partitions that come, by whoever had them. */
  Map<Partition, Progress> known(Collection<TopicPartition> partitions) {
    Map<TopicPartition, OffsetAndMetadata> known = Map.of();
    try {
      known = consumer.committed(Set.copyOf(partitions));
    } catch (KafkaException e) {
      LOG.warn("what was committed of {} cannot be read: {}", partitions, e.toString());
    }
    Map<Partition, Progress> progress = new HashMap<>();
    for (TopicPartition kafka : partitions) {
      progress.put(partition(kafka), progress(known.get(kafka)));
    }
    sent.putAll(progress);
    return progress;
  }

  /** Somebody else commits a partition from now on. */
  void drop(Partition partition) {
    sent.remove(partition);
    safe.remove(partition);
  }

  private Map<TopicPartition, OffsetAndMetadata> changed(Map<Partition, Progress> progress) {
    Map<TopicPartition, OffsetAndMetadata> offsets = new HashMap<>();
    progress.forEach(
        (partition, now) -> {
          TopicPartition kafka = new TopicPartition(partition.topic(), partition.number());
          if (consumer.assignment().contains(kafka) && isNews(partition, now)) {
            sent.put(partition, now);
            offsets.put(
                kafka, new OffsetAndMetadata(now.lowestNeeded(), FRONTIER + now.frontier()));
          }
        });
    return offsets;
  }

  /** Nobody takes back what an agent before has dealt with. */
  private boolean isNews(Partition partition, Progress now) {
    Progress before = sent.get(partition);
    return before == null || (!now.equals(before) && now.frontier() >= before.frontier());
  }

  /** What was not committed is committed again at the next release; within a poll. */
  private void done(Map<TopicPartition, OffsetAndMetadata> offsets, Exception failure) {
    if (failure != null) {
      LOG.debug("{} were not committed and will be again: {}", offsets, failure.toString());
    }
    offsets.forEach(
        (kafka, offset) -> {
          Partition partition = partition(kafka);
          if (failure != null) {
            sent.remove(partition);
          } else if (sent.containsKey(partition)) {
            safe.put(partition, progress(offset));
          }
        });
  }

  static Partition partition(TopicPartition kafka) {
    return new Partition(kafka.topic(), kafka.partition());
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
}
