package io.stillwatch.kafka;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Which topic to read, and how to reach it.
 *
 * @param bootstrapServers host:port, several separated by commas
 * @param topic the topic of sample batches
 * @param group the consumer group
 * @param teachersTopic the compacted topic of static teachers
 * @param checkpointsTopic the compacted topic of what a restarted agent goes on from; empty for
 *     none
 * @param deadLetters where refused records go
 * @param client settings handed to Kafka's client as they are
 */
public record KafkaSettings(
    String bootstrapServers,
    String topic,
    String group,
    String teachersTopic,
    String checkpointsTopic,
    DeadLetterSettings deadLetters,
    Map<String, String> client) {
  /** The usual topic of checkpoints. */
  public static final String USUAL_CHECKPOINTS = "stillwatch-checkpoints";

  /** The topic {@code stillwatch} of a broker on this host. */
  public static final KafkaSettings DEFAULT =
      new KafkaSettings(
          "localhost:9092", "stillwatch", "stillwatch", "stillwatch-teachers", Map.of());

  /**
   * Settings with the usual dead letters.
   *
   * @param bootstrapServers host:port, several separated by commas
   * @param topic the topic of sample batches
   * @param group the consumer group
   * @param teachersTopic the compacted topic of static teachers
   * @param client settings handed to Kafka's client as they are
   */
  public KafkaSettings(
      String bootstrapServers,
      String topic,
      String group,
      String teachersTopic,
      Map<String, String> client) {
    this(
        bootstrapServers,
        topic,
        group,
        teachersTopic,
        USUAL_CHECKPOINTS,
        DeadLetterSettings.DEFAULT,
        client);
  }

  /**
   * The same with other dead letters.
   *
   * @param other where refused records go
   * @return new settings
   */
  public KafkaSettings withDeadLetters(DeadLetterSettings other) {
    return new KafkaSettings(
        bootstrapServers, topic, group, teachersTopic, checkpointsTopic, other, client);
  }

  /**
   * The same with other checkpoints.
   *
   * @param other the topic of checkpoints; empty for none
   * @return new settings
   */
  public KafkaSettings withCheckpoints(String other) {
    return new KafkaSettings(
        bootstrapServers, topic, group, teachersTopic, other, deadLetters, client);
  }

  /**
   * What is wrong with these settings.
   *
   * @return one sentence a problem, beginning with the setting's name; empty where there is none
   */
  public List<String> problems() {
    List<String> problems = new ArrayList<>();
    if (!bootstrapServers.matches("\\s*[^\\s,]+:\\d{1,5}\\s*(,\\s*[^\\s,]+:\\d{1,5}\\s*)*")) {
      problems.add(
          "bootstrap_servers was '" + bootstrapServers + "'; must be host:port[,host:port]");
    }
    checkTopic(problems, "topic", topic);
    checkTopic(problems, "teachers_topic", teachersTopic);
    if (!checkpointsTopic.isEmpty()) {
      checkTopic(problems, "checkpoints_topic", checkpointsTopic);
    }
    problems.addAll(deadLetters.problems());
    problems.addAll(ClientCheck.problems(this));
    if (group.isBlank()) {
      problems.add("group was empty; must be a name");
    }
    return problems;
  }

  /** Without the values of {@link #client()}: there are passwords among them. */
  @Override
  public String toString() {
    return "KafkaSettings[%s of %s, group %s, client %s]"
        .formatted(topic, bootstrapServers, group, client.keySet());
  }

  static void checkTopic(List<String> problems, String setting, String name) {
    if (!name.matches("[A-Za-z0-9._-]{1,249}")) {
      problems.add(setting + " was '" + name + "'; must be 1 to 249 of A-Z a-z 0-9 . _ -");
    }
  }
}
