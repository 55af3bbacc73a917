package io.stillwatch.cli;

import io.stillwatch.kafka.KafkaSettings;
import io.stillwatch.kafka.TopicRange;
import io.stillwatch.kafka.WholeTopic;
import io.stillwatch.source.RawRecord;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;

/** The records of a part of a topic, and of static teachers before them where they are named. */
final class RecordsOfTopic implements ReplayedRecords {
  private final TopicRange topic;
  private final Deque<RawRecord> waiting;
  private final long most;
  private long given;

  private RecordsOfTopic(KafkaSettings kafka, TopicOptions range, boolean afterTeachers)
      throws IOException {
    this.topic = TopicRange.open(kafka, range.from(), range.until());
    this.waiting = new ArrayDeque<>();
    if (afterTeachers) {
      waiting.addAll(new WholeTopic(kafka, kafka.teachersTopic()).added());
    }
    this.most = waiting.size() + topic.offsets();
  }

  /** Records of batches, those of the topic of static teachers first. */
  static RecordsOfTopic afterTeachers(KafkaSettings kafka, TopicOptions range) throws IOException {
    return new RecordsOfTopic(kafka, range, true);
  }

  /** Records that name no static teacher. */
  static RecordsOfTopic alone(KafkaSettings kafka, TopicOptions range) throws IOException {
    return new RecordsOfTopic(kafka, range, false);
  }

  @Override
  public Optional<RawRecord> next() throws IOException {
    while (waiting.isEmpty() && !topic.isOver()) {
      waiting.addAll(topic.poll());
    }
    given++;
    return Optional.ofNullable(waiting.poll());
  }

  @Override
  public double share() {
    return most == 0 ? 1 : Math.min(1, (double) given / most);
  }

  @Override
  public Optional<String> losses() {
    return Optional.empty();
  }

  @Override
  public void close() {
    topic.close();
  }
}
