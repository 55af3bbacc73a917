package io.stillwatch.kafka;

/** Says what is not as it must be, and the command that mends it. */
final class TopicRepair {
  private TopicRepair() {}

  static String setting(KafkaSettings settings, String topic, TopicSetting needed, String found) {
    return "%s was %s; must be %s; to mend it: kafka-configs.sh %s --alter --topic %s --add-config %s=%s"
        .formatted(
            needed.name(),
            found,
            needed.demand(),
            servers(settings),
            topic,
            needed.name(),
            needed.value());
  }

  /** A partition can be added, but never taken away. */
  static String partitions(KafkaSettings settings, NeededTopic needed, int found) {
    String what =
        "partitions were %d; must be %d%s; "
            .formatted(found, needed.partitions(), reason(settings, needed));
    if (found < needed.partitions()) {
      return what
          + "to mend it: kafka-topics.sh %s --alter --topic %s --partitions %d"
              .formatted(servers(settings), needed.name(), needed.partitions());
    }
    return what
        + "partitions cannot be taken away: "
        + (needed.name().equals(settings.topic())
            ? "leave out --partitions, or name another topic"
            : "name another topic in " + needed.role() + ", or delete this one");
  }

  private static String reason(KafkaSettings settings, NeededTopic needed) {
    return needed.name().equals(settings.topic())
        ? ", by --partitions"
        : ", as many as %s has".formatted(settings.topic());
  }

  private static String servers(KafkaSettings settings) {
    String servers = "--bootstrap-server " + settings.bootstrapServers().replaceAll("\\s", "");
    return settings.client().keySet().stream().anyMatch(key -> key.startsWith("security."))
        ? servers + " --command-config FILE"
        : servers;
  }
}
