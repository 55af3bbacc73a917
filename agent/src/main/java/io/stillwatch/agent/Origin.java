package io.stillwatch.agent;

import io.stillwatch.config.AgentSettings;
import io.stillwatch.kafka.KafkaSettings;
import io.stillwatch.kafka.KafkaSource;
import io.stillwatch.kafka.WholeTopic;
import io.stillwatch.source.RawRecord;
import io.stillwatch.source.RecordSource;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Where an agent's records come from.
 *
 * @param source the records
 * @param teachers gives records of static teachers that came since it was asked last
 * @param kafka where what the agent has to write goes; empty where it writes nothing
 * @param mark is added to the names of runs where they are shown; seeds and ids never see it
 */
record Origin(
    RecordSource source,
    Supplier<List<RawRecord>> teachers,
    Optional<KafkaSettings> kafka,
    String mark) {
  static Origin kafka(AgentSettings settings) {
    return new Origin(
        new KafkaSource(settings.kafka()),
        new WholeTopic(settings.kafka(), settings.kafka().teachersTopic())::added,
        Optional.of(settings.kafka()),
        "");
  }

  static Origin replayed(PacedSource source) {
    return new Origin(source, source::teachers, Optional.empty(), " (replayed)");
  }
}
