package io.stillwatch.kafka;

import io.stillwatch.source.RawRecord;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndTimestamp;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;

/**
 * A part of a topic, read once, without joining a group and without committing anything: nobody
 * else notices. It ends where the topic ended when it was opened, or earlier. For one thread.
 */
public final class TopicRange implements AutoCloseable {
  private static final Duration POLL = Duration.ofMillis(500);
  private static final int MOST_SILENT_POLLS = 60;
  private static final int ANSWER_MILLIS = 15_000;

  private final KafkaSettings settings;
  private final Consumer<byte[], byte[]> consumer;
  private final Map<TopicPartition, Long> starts;
  private final Map<TopicPartition, Long> ends;
  private int silentPolls;

  private TopicRange(
      KafkaSettings settings,
      Consumer<byte[], byte[]> consumer,
      Map<TopicPartition, Long> starts,
      Map<TopicPartition, Long> ends) {
    this.settings = settings;
    this.consumer = consumer;
    this.starts = starts;
    this.ends = ends;
  }

  /**
   * Finds the range in every partition of {@link KafkaSettings#topic()}.
   *
   * @param settings without problems
   * @param from its first record; the log's first where empty
   * @param until the first record behind it; the log's end, as it is now, where empty
   * @return before its first record
   * @throws IOException if the broker does not answer, or has no such topic; the message says what
   *     to do
   */
  public static TopicRange open(KafkaSettings settings, Optional<Edge> from, Optional<Edge> until)
      throws IOException {
    Map<String, Object> client = ClientSettings.reader(settings);
    client.putIfAbsent(ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, ANSWER_MILLIS);
    Consumer<byte[], byte[]> consumer = null;
    try {
      consumer = new KafkaConsumer<>(client);
      return opened(settings, consumer, from, until);
    } catch (KafkaException | IOException e) {
      if (consumer != null) {
        consumer.close();
      }
      throw e instanceof IOException io ? io : unreadable(settings, (KafkaException) e);
    }
  }

  private static TopicRange opened(
      KafkaSettings settings,
      Consumer<byte[], byte[]> consumer,
      Optional<Edge> from,
      Optional<Edge> until)
      throws IOException {
    List<PartitionInfo> infos = consumer.partitionsFor(settings.topic());
    if (infos == null || infos.isEmpty()) {
      throw new IOException(
          "the topic %s is not there; see kafka.topic and --topic".formatted(settings.topic()));
    }
    List<TopicPartition> all =
        infos.stream().map(p -> new TopicPartition(p.topic(), p.partition())).toList();
    consumer.assign(all);
    Map<TopicPartition, Long> first = consumer.beginningOffsets(all);
    Map<TopicPartition, Long> last = consumer.endOffsets(all);
    Map<TopicPartition, Long> starts = offsets(consumer, from, first, last, first);
    Map<TopicPartition, Long> ends = offsets(consumer, until, first, last, last);
    starts.forEach(consumer::seek);
    return new TopicRange(settings, consumer, starts, ends);
  }

  private static IOException unreadable(KafkaSettings settings, KafkaException e) {
    return new IOException(
        "the topic %s could not be read from %s: %s; check that a broker runs there and that"
                .formatted(settings.topic(), settings.bootstrapServers(), e.getMessage())
            + " kafka.bootstrap_servers is right",
        e);
  }

  private static Map<TopicPartition, Long> offsets(
      Consumer<?, ?> consumer,
      Optional<Edge> edge,
      Map<TopicPartition, Long> first,
      Map<TopicPartition, Long> last,
      Map<TopicPartition, Long> otherwise) {
    if (edge.isEmpty()) {
      return new HashMap<>(otherwise);
    }
    Map<TopicPartition, Long> wanted = new HashMap<>();
    if (edge.get() instanceof Edge.Offset at) {
      last.keySet().forEach(partition -> wanted.put(partition, at.offset()));
    } else if (edge.get() instanceof Edge.Time time) {
      consumer
          .offsetsForTimes(all(last, partition -> time.millis()))
          .forEach((partition, found) -> wanted.put(partition, orEnd(found)));
    }
    return all(
        last,
        partition ->
            Math.max(first.get(partition), Math.min(wanted.get(partition), last.get(partition))));
  }

  /** Kafka says nothing where no record is so late. */
  private static long orEnd(OffsetAndTimestamp found) {
    return found == null ? Long.MAX_VALUE : found.offset();
  }

  private static Map<TopicPartition, Long> all(
      Map<TopicPartition, Long> partitions, Function<TopicPartition, Long> value) {
    return partitions.keySet().stream().collect(Collectors.toMap(p -> p, value));
  }

  /**
   * The next records of the range, waiting a little where there are none.
   *
   * @return in the order of each partition
   * @throws IOException if nothing came for half a minute although there should be more
   */
  public List<RawRecord> poll() throws IOException {
    List<RawRecord> records = fetched();
    records.removeIf(
        record ->
            record.position().offset()
                >= ends.get(
                    new TopicPartition(
                        record.position().partition().topic(),
                        record.position().partition().number())));
    silentPolls = records.isEmpty() ? silentPolls + 1 : 0;
    if (silentPolls > MOST_SILENT_POLLS && !isOver()) {
      throw new IOException(
          "nothing came from the topic %s for %d s; is the broker still there?"
              .formatted(settings.topic(), POLL.toMillis() * MOST_SILENT_POLLS / 1_000));
    }
    return records;
  }

  /**
   * The next records of the topic, the range's end and whatever comes after it too.
   *
   * @return in the order of each partition; may be empty
   * @throws IOException if the broker refuses to be read
   */
  public List<RawRecord> pollOn() throws IOException {
    return fetched();
  }

  private List<RawRecord> fetched() throws IOException {
    List<RawRecord> records = new ArrayList<>();
    try {
      consumer.poll(POLL).forEach(record -> records.add(KafkaSource.raw(record)));
    } catch (KafkaException e) {
      throw unreadable(settings, e);
    }
    return records;
  }

  /**
   * Whether all records of the range were given.
   *
   * @return true at once for an empty one
   */
  public boolean isOver() {
    return ends.entrySet().stream().allMatch(e -> consumer.position(e.getKey()) >= e.getValue());
  }

  /**
   * Offsets that the range spans; as many records where the log has no gaps.
   *
   * @return of all partitions
   */
  public long offsets() {
    return ends.entrySet().stream()
        .mapToLong(end -> Math.max(0, end.getValue() - starts.get(end.getKey())))
        .sum();
  }

  @Override
  public void close() {
    consumer.close();
  }
}
