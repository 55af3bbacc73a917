package io.stillwatch.kafka;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What somebody must be allowed to do with one thing of a broker.
 *
 * @param principal who, as {@code User:name}
 * @param operations as Kafka spells them
 * @param resource {@code topic} or {@code group}
 * @param name of the topic or group
 */
public record Acl(String principal, List<String> operations, String resource, String name) {
  private static final String READ = "Read";
  private static final String WRITE = "Write";
  private static final String DESCRIBE = "Describe";

  /**
   * The least that the agent needs. It creates no topic, and whoever may write to a topic may do so
   * idempotently (since Kafka 3.0), so it needs nothing of the cluster.
   *
   * @param settings which topics and group
   * @param principal who the agent is
   * @return one each topic and group
   */
  public static List<Acl> ofAgent(KafkaSettings settings, String principal) {
    List<Acl> acls = new ArrayList<>();
    acls.add(new Acl(principal, List.of(READ, DESCRIBE), "topic", settings.topic()));
    acls.add(new Acl(principal, List.of(READ, DESCRIBE), "topic", settings.teachersTopic()));
    if (!settings.checkpointsTopic().isEmpty()) {
      acls.add(
          new Acl(principal, List.of(READ, WRITE, DESCRIBE), "topic", settings.checkpointsTopic()));
    }
    Stream.of(
            settings.results().snapshotsTopic(),
            settings.results().measurementsTopic(),
            settings.deadLetters().topic())
        .filter(topic -> !topic.isEmpty())
        .forEach(topic -> acls.add(new Acl(principal, List.of(WRITE, DESCRIBE), "topic", topic)));
    acls.add(new Acl(principal, List.of(READ), "group", settings.group()));
    return acls;
  }

  /**
   * The least that a training job needs.
   *
   * @param settings which topic
   * @param principal who the job is
   * @return of the input
   */
  public static List<Acl> ofTraining(KafkaSettings settings, String principal) {
    return List.of(new Acl(principal, List.of(WRITE, DESCRIBE), "topic", settings.topic()));
  }

  /**
   * What a job needs beside that to send a static teacher.
   *
   * @param settings which topic
   * @param principal who the job is
   * @return of the topic of teachers
   */
  public static List<Acl> ofTeaching(KafkaSettings settings, String principal) {
    return List.of(new Acl(principal, List.of(WRITE, DESCRIBE), "topic", settings.teachersTopic()));
  }

  /**
   * The command that adds it.
   *
   * @param bootstrapServers host:port, several separated by commas
   * @return one line for a shell
   */
  public String command(String bootstrapServers) {
    return "kafka-acls.sh --bootstrap-server %s --add --allow-principal %s %s --%s %s"
        .formatted(
            quoted(bootstrapServers.replaceAll("\\s", "")),
            quoted(principal),
            operations.stream().map(o -> "--operation " + o).collect(Collectors.joining(" ")),
            resource,
            quoted(name));
  }

  /** A principal may be a distinguished name, and a group anything. */
  private static String quoted(String word) {
    return word.matches("[A-Za-z0-9._:,/@%+-]+") ? word : "'" + word.replace("'", "'\\''") + "'";
  }
}
