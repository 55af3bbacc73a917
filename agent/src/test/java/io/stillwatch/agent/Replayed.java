package io.stillwatch.agent;

import io.stillwatch.config.AgentSettings;
import io.stillwatch.measure.Measurement;
import io.stillwatch.sample.Message;
import io.stillwatch.snapshot.SliceErrors;
import io.stillwatch.source.Partition;
import io.stillwatch.source.Position;
import io.stillwatch.source.RawRecord;
import io.stillwatch.wire.Encoding;
import io.stillwatch.wire.MeasurementWriter;
import io.stillwatch.wire.MessageEncoder;
import io.stillwatch.wire.RatesWriter;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A log of messages, and the lines of its replay. */
final class Replayed {
  private static final long FIRST_MILLIS = 1_700_000_000_000L;

  private final List<RawRecord> records = new ArrayList<>();

  /** Appends a message at a time by a clock that ticks once a step of training. */
  Replayed send(Message message, long tick) {
    return send(message, tick, 0);
  }

  Replayed send(Message message, long tick, int partition) {
    Encoding encoding = records.size() % 2 == 0 ? Encoding.JSON : Encoding.CBOR;
    records.add(
        new RawRecord(
            new Position(new Partition("topic", partition), records.size()),
            FIRST_MILLIS + tick,
            message.attempt().run().getBytes(StandardCharsets.UTF_8),
            MessageEncoder.encode(message, encoding),
            Optional.of(encoding.contentType())));
    return this;
  }

  List<String> lines(AgentSettings settings) {
    Lines lines = new Lines();
    replay(List.of(new Replay.Lane(settings, lines)));
    return lines.lines;
  }

  /** One pass by several settings; the lines of each. */
  List<List<String>> lines(List<AgentSettings> settings) {
    List<Lines> sinks = settings.stream().map(s -> new Lines()).toList();
    List<Replay.Lane> lanes = new ArrayList<>();
    for (int i = 0; i < sinks.size(); i++) {
      lanes.add(new Replay.Lane(settings.get(i), sinks.get(i)));
    }
    replay(lanes);
    return sinks.stream().map(sink -> sink.lines).toList();
  }

  List<ReplayTotals> replay(List<Replay.Lane> lanes) {
    try (Replay replay = new Replay(lanes)) {
      records.forEach(replay::take);
      return replay.finished();
    }
  }

  private static final class Lines implements Sink {
    private final List<String> lines = new ArrayList<>();

    @Override
    public void measured(Measurement measurement) {
      lines.add(MeasurementWriter.line(measurement));
    }

    @Override
    public void counted(SliceErrors slice) {
      lines.add(RatesWriter.line(slice));
    }
  }
}
