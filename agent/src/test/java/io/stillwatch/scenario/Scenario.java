package io.stillwatch.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import io.stillwatch.codebook.CodebookSettings;
import io.stillwatch.join.JoinSettings;
import io.stillwatch.measure.Measurement;
import io.stillwatch.measure.SnapshotMeasurer;
import io.stillwatch.measure.VerdictSettings;
import io.stillwatch.measure.Verdicts;
import io.stillwatch.pid.Decomposition;
import io.stillwatch.sample.Message;
import io.stillwatch.sample.RowOutcome;
import io.stillwatch.sample.SampleBatch;
import io.stillwatch.snapshot.LabelSettings;
import io.stillwatch.snapshot.MeasurementId;
import io.stillwatch.snapshot.OrderedPath;
import io.stillwatch.snapshot.PairSettings;
import io.stillwatch.snapshot.PathResult;
import io.stillwatch.snapshot.PathSettings;
import io.stillwatch.snapshot.SliceErrors;
import io.stillwatch.snapshot.Snapshot;
import io.stillwatch.source.Partition;
import io.stillwatch.source.Position;
import io.stillwatch.source.RawRecord;
import io.stillwatch.window.WindowSettings;
import io.stillwatch.wire.Decoded;
import io.stillwatch.wire.Encoding;
import io.stillwatch.wire.MessageDecoder;
import io.stillwatch.wire.MessageEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * A run from end to end but for Kafka: records are encoded, decoded, joined, windowed, coded,
 * counted, measured and judged. Every other record is JSON, the rest CBOR.
 */
final class Scenario {
  private static final double NATS_PER_BIT = Math.log(2);

  private final OrderedPath path;
  private final Verdicts verdicts = new Verdicts(VerdictSettings.DEFAULT);
  private final List<Measurement> measurements = new ArrayList<>();
  private final Map<RowOutcome, Long> outcomes = new LinkedHashMap<>();
  private final List<SliceErrors> rates = new ArrayList<>();
  private final List<String> leftOut = new ArrayList<>();
  private long offset;

  private Scenario(JoinSettings join, PairSettings pairs, LabelSettings labels) {
    path =
        new OrderedPath(
            Probe.RUN,
            new PathSettings(join, WindowSettings.DEFAULT, new CodebookSettings(), pairs, labels));
  }

  /** With the defaults. */
  static Scenario usual() {
    return new Scenario(JoinSettings.DEFAULT, PairSettings.DEFAULT, LabelSettings.DEFAULT);
  }

  static Scenario of(PairSettings pairs) {
    return new Scenario(JoinSettings.DEFAULT, pairs, LabelSettings.DEFAULT);
  }

  static Scenario of(LabelSettings labels) {
    return new Scenario(JoinSettings.DEFAULT, PairSettings.DEFAULT, labels);
  }

  /** Teacher and student are sampled apart. */
  static Scenario apart() {
    return new Scenario(new JoinSettings(1, 0, true), PairSettings.DEFAULT, LabelSettings.DEFAULT);
  }

  /** Sends a pass. */
  Scenario send(Probe probe) {
    return send(probe.batch());
  }

  Scenario send(SampleBatch batch) {
    RawRecord record = record(batch);
    if (!(MessageDecoder.decode(record) instanceof Decoded.Accepted accepted)) {
      throw new AssertionError("refused: " + MessageDecoder.decode(record));
    }
    PathResult result = path.accept((SampleBatch) accepted.message(), record);
    assertThat(result.objection()).isEmpty();
    result.rows().forEach((outcome, rows) -> outcomes.merge(outcome, rows, Long::sum));
    rates.addAll(result.rates());
    leftOut.addAll(result.leftOut());
    for (Snapshot snapshot : result.snapshots()) {
      measurements.add(verdicts.judged(SnapshotMeasurer.measure(snapshot)));
    }
    return this;
  }

  private RawRecord record(Message message) {
    Encoding encoding = offset % 2 == 0 ? Encoding.JSON : Encoding.CBOR;
    return new RawRecord(
        new Position(new Partition("topic", 0), offset),
        offset++,
        message.attempt().run().getBytes(StandardCharsets.UTF_8),
        MessageEncoder.encode(message, encoding),
        Optional.of(encoding.contentType()));
  }

  /** The last measurement of a view, said as {@code pair task slice}. */
  Measurement last(String pair, String task, String slice) {
    return measurements.stream()
        .filter(m -> name(m.id()).equals(pair + " " + task + " " + slice))
        .reduce((one, later) -> later)
        .orElseThrow(() -> new AssertionError("there are " + views()));
  }

  List<Measurement> all() {
    return measurements;
  }

  Measurement last() {
    return measurements.get(measurements.size() - 1);
  }

  /** The exact values of the last table of a view. */
  Atoms atoms(String pair, String task, String slice) {
    return Atoms.of(last(pair, task, slice));
  }

  Atoms atoms() {
    return Atoms.of(last());
  }

  List<String> views() {
    return measurements.stream().map(m -> name(m.id())).distinct().toList();
  }

  Map<RowOutcome, Long> outcomes() {
    return outcomes;
  }

  OptionalLong firstNeededOffset() {
    return path.firstNeededOffset();
  }

  /** The rates of slices that are defined through the label. */
  List<SliceErrors> rates() {
    return rates;
  }

  List<String> leftOut() {
    return leftOut;
  }

  private static String name(MeasurementId id) {
    return id.pair() + " " + id.task() + " " + id.slice();
  }

  /** A decomposition in bits, as METHOD.md states the cases. */
  record Atoms(Decomposition nats) {
    static Atoms of(Measurement measurement) {
      return new Atoms(measurement.estimates().plugin());
    }

    double gap() {
      return nats.distillationGap() / NATS_PER_BIT;
    }

    double redundancy() {
      return nats.redundancy() / NATS_PER_BIT;
    }

    double studentUnique() {
      return nats.studentUnique() / NATS_PER_BIT;
    }

    double synergy() {
      return nats.synergy() / NATS_PER_BIT;
    }

    double teacher() {
      return nats.teacherInformation() / NATS_PER_BIT;
    }

    double copying() {
      return nats.copying() / NATS_PER_BIT;
    }

    double nuisance() {
      return nats.nuisanceCopying() / NATS_PER_BIT;
    }
  }
}
