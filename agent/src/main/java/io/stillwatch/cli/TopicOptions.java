package io.stillwatch.cli;

import io.stillwatch.kafka.Edge;
import io.stillwatch.kafka.KafkaSettings;
import java.util.Optional;
import picocli.CommandLine.Option;

/** Which part of which topic; what is not given is by the settings. */
final class TopicOptions {
  @Option(
      names = "--bootstrap",
      paramLabel = "HOST:PORT",
      description = "The broker, in place of kafka.bootstrap_servers.")
  private String bootstrapServers;

  @Option(names = "--topic", paramLabel = "T", description = "The topic, in place of kafka.topic.")
  private String topic;

  @Option(
      names = "--from",
      paramLabel = "EDGE",
      converter = EdgeConverter.class,
      description = "The first record: an offset, or a time such as 2026-01-31T12:00:00Z.")
  private Edge from;

  @Option(
      names = "--until",
      paramLabel = "EDGE",
      converter = EdgeConverter.class,
      description = "The first record that is too late, likewise.")
  private Edge until;

  /** Whether any of it was given. */
  boolean given() {
    return bootstrapServers != null || topic != null || from != null || until != null;
  }

  /** The topic's name, if one was given. */
  Optional<String> topic() {
    return Optional.ofNullable(topic);
  }

  Optional<Edge> from() {
    return Optional.ofNullable(from);
  }

  Optional<Edge> until() {
    return Optional.ofNullable(until);
  }

  KafkaSettings over(KafkaSettings settings) {
    return over(settings, settings.topic());
  }

  /** The same where another topic is meant if none is given. */
  KafkaSettings over(KafkaSettings settings, String usualTopic) {
    return new KafkaSettings(
        bootstrapServers == null ? settings.bootstrapServers() : bootstrapServers,
        topic == null ? usualTopic : topic,
        settings.group(),
        settings.teachersTopic(),
        settings.client());
  }
}
