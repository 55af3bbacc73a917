package io.stillwatch.agent;

import io.stillwatch.config.AgentSettings;
import io.stillwatch.kafka.KafkaSettings;
import io.stillwatch.kafka.KafkaSource;
import io.stillwatch.kafka.WholeTopic;
import io.stillwatch.source.RawRecord;
import io.stillwatch.source.RecordSource;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Where an agent's records come from.
 *
 * @param opened the records, and who is told how many wait
 * @param teachers gives records of static teachers that came since it was asked last
 * @param kafka where what the agent has to write goes; empty where it writes nothing
 * @param mark is added to the names of runs where they are shown; seeds and ids never see it
 */
record Origin(
    Function<ReadAhead.Gauge, RecordSource> opened,
    Supplier<List<RawRecord>> teachers,
    Optional<KafkaSettings> kafka,
    String mark) {
  static Origin kafka(AgentSettings settings) {
    return new Origin(
        gauge -> ReadAhead.of(new KafkaSource(settings.kafka()), gauge),
        new WholeTopic(settings.kafka(), settings.kafka().teachersTopic())::added,
        Optional.of(settings.kafka()),
        "");
  }

  static Origin replayed(PacedSource source) {
    return new Origin(gauge -> source, source::teachers, Optional.empty(), " (replayed)");
  }
}
