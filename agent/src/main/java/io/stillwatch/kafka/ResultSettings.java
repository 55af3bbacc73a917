package io.stillwatch.kafka;

import java.util.ArrayList;
import java.util.List;

/**
 * Where what was found goes.
 *
 * @param snapshotsTopic the compacted topic of snapshots; empty for none
 * @param measurementsTopic the compacted topic of measurements; empty for none
 */
public record ResultSettings(String snapshotsTopic, String measurementsTopic) {
  /** The topics {@code stillwatch-snapshots} and {@code stillwatch-measurements}. */
  public static final ResultSettings DEFAULT =
      new ResultSettings("stillwatch-snapshots", "stillwatch-measurements");

  /** Nowhere. */
  public static final ResultSettings NONE = new ResultSettings("", "");

  List<String> problems() {
    List<String> problems = new ArrayList<>();
    if (!snapshotsTopic.isEmpty()) {
      KafkaSettings.checkTopic(problems, "snapshots_topic", snapshotsTopic);
    }
    if (!measurementsTopic.isEmpty()) {
      KafkaSettings.checkTopic(problems, "measurements_topic", measurementsTopic);
    }
    return problems;
  }
}
