package io.stillwatch.kafka;

import static io.stillwatch.kafka.TopicSetting.atLeast;
import static io.stillwatch.kafka.TopicSetting.same;
import static io.stillwatch.kafka.TopicSetting.usual;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * A topic that the agent uses.
 *
 * @param role what it is for
 * @param name its name
 * @param partitions how many it is created with
 * @param partitionsHold whether it must have so many
 * @param settings what it is created with, and what must hold
 */
record NeededTopic(
    String role, String name, int partitions, boolean partitionsHold, List<TopicSetting> settings) {
  private static final long MOST_CHECKPOINT_BYTES = 8L << 20;
  private static final long USUAL_RECORD_BYTES = 1L << 20;
  private static final long MOST_RESULT_BYTES = 8L << 20;
  private static final long USUAL_LETTER_BYTES = 10_000_000;
  private static final String CHECKPOINT_SEGMENT_BYTES = Long.toString(64L << 20);

  /** What a dead letter's headers add to its record at most, with room to spare. */
  private static final long LETTER_OVERHEAD_BYTES = 1_024;

  /** Records of sample batches; how long they stay is for the broker to say. */
  static NeededTopic input(String name, int partitions, boolean partitionsHold) {
    return new NeededTopic(
        "kafka.topic", name, partitions, partitionsHold, List.of(same("cleanup.policy", "delete")));
  }

  /** What stands beside the input, by its partitions and its largest record. */
  static List<NeededTopic> besides(KafkaSettings settings, int partitions, long mostInputBytes) {
    List<NeededTopic> topics = new ArrayList<>();
    topics.add(
        new NeededTopic(
            "kafka.teachers_topic",
            settings.teachersTopic(),
            1,
            false,
            List.of(same("cleanup.policy", "compact"))));
    if (!settings.checkpointsTopic().isEmpty()) {
      topics.add(checkpoints(settings.checkpointsTopic(), partitions));
    }
    if (!settings.results().snapshotsTopic().isEmpty()) {
      topics.add(results("kafka.snapshots_topic", settings.results().snapshotsTopic()));
    }
    if (!settings.results().measurementsTopic().isEmpty()) {
      topics.add(results("kafka.measurements_topic", settings.results().measurementsTopic()));
    }
    if (settings.deadLetters().areSent()) {
      topics.add(deadLetters(settings.deadLetters().topic(), mostInputBytes));
    }
    return topics;
  }

  /** Read whole at every assignment, so it is kept short: compacted soon, in small segments. */
  private static NeededTopic checkpoints(String name, int partitions) {
    return new NeededTopic(
        "kafka.checkpoints_topic",
        name,
        partitions,
        true,
        List.of(
            same("cleanup.policy", "compact"),
            atLeast("max.message.bytes", MOST_CHECKPOINT_BYTES, MOST_CHECKPOINT_BYTES),
            usual("min.cleanable.dirty.ratio", "0.1"),
            usual("max.compaction.lag.ms", Long.toString(TimeUnit.DAYS.toMillis(1))),
            usual("segment.bytes", CHECKPOINT_SEGMENT_BYTES)));
  }

  /**
   * Kept for ever, the newest of each key. A few kB a window are no load, so one partition holds
   * all of a run in its order; other numbers do as well. A table of very many cells is large.
   */
  private static NeededTopic results(String role, String name) {
    return new NeededTopic(
        role,
        name,
        1,
        false,
        List.of(
            same("cleanup.policy", "compact"),
            atLeast("max.message.bytes", USUAL_RECORD_BYTES, MOST_RESULT_BYTES)));
  }

  /** Larger than the largest record, as a letter has more headers. */
  private static NeededTopic deadLetters(String name, long mostInputBytes) {
    long least = mostInputBytes + LETTER_OVERHEAD_BYTES;
    return new NeededTopic(
        "kafka.dead_letters_topic",
        name,
        1,
        false,
        List.of(
            same("cleanup.policy", "delete"),
            usual("retention.ms", Long.toString(TimeUnit.DAYS.toMillis(7))),
            atLeast("max.message.bytes", least, Math.max(least, USUAL_LETTER_BYTES))));
  }
}
