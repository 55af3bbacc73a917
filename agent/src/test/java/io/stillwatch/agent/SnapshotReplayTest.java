package io.stillwatch.agent;

import static org.assertj.core.api.Assertions.assertThat;

import io.stillwatch.config.AgentSettings;
import io.stillwatch.measure.Measurement;
import io.stillwatch.sample.Batches;
import io.stillwatch.sample.SampleBatch;
import io.stillwatch.snapshot.OrderedPath;
import io.stillwatch.snapshot.SliceErrors;
import io.stillwatch.snapshot.Snapshot;
import io.stillwatch.snapshot.SnapshotBytes;
import io.stillwatch.source.Partition;
import io.stillwatch.source.Position;
import io.stillwatch.source.RawRecord;
import io.stillwatch.table.Seeds;
import io.stillwatch.wire.MeasurementWriter;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The newest snapshot of each key gives the line that its records gave, whatever lies beside. */
final class SnapshotReplayTest {
  private static final int PASSES = 8;
  private static final List<String> RUNS = List.of("one", "another");

  private static SampleBatch batch(String run, int pass) {
    return Batches.of(300)
        .run(run)
        .step(pass)
        .pass("p" + pass, 0, 1)
        .codes(6, y -> Math.min(y, pass / 2 + run.length() % 2));
  }

  private static RawRecord record(long offset, String key, byte[] value) {
    return new RawRecord(
        new Position(new Partition("snapshots", 0), offset),
        // As the clock of a replayed log ticks.
        1_700_000_000_000L + offset,
        key.getBytes(StandardCharsets.UTF_8),
        value,
        List.of());
  }

  private static RawRecord record(long offset, Snapshot snapshot) {
    return record(offset, snapshot.id().text(), SnapshotBytes.of(snapshot));
  }

  /** Of both runs, taking turns. */
  private static List<Snapshot> snapshots() {
    List<Snapshot> snapshots = new ArrayList<>();
    List<OrderedPath> paths =
        RUNS.stream().map(run -> new OrderedPath(run, AgentSettings.DEFAULT.path())).toList();
    for (int pass = 0; pass < PASSES; pass++) {
      for (int run = 0; run < RUNS.size(); run++) {
        SampleBatch batch = batch(RUNS.get(run), pass);
        snapshots.addAll(paths.get(run).accept(batch, record(pass, "", null)).snapshots());
      }
    }
    return snapshots;
  }

  private static List<RawRecord> records(List<Snapshot> snapshots) {
    List<RawRecord> records = new ArrayList<>();
    snapshots.forEach(snapshot -> records.add(record(records.size(), snapshot)));
    return records;
  }

  /** What the records give, one run after the other. */
  private static List<String> expected() {
    List<String> lines = new ArrayList<>();
    for (String run : RUNS) {
      Replayed log = new Replayed();
      for (int pass = 0; pass < PASSES; pass++) {
        log.send(batch(run, pass), pass);
      }
      lines.addAll(log.lines(AgentSettings.DEFAULT));
    }
    return lines;
  }

  private record Found(List<String> lines, SnapshotTotals totals) {}

  private static Found replay(List<RawRecord> records) {
    List<String> lines = new ArrayList<>();
    Sink sink =
        new Sink() {
          @Override
          public void measured(Measurement measurement) {
            lines.add(MeasurementWriter.line(measurement));
          }

          @Override
          public void counted(SliceErrors slice) {
            throw new AssertionError("a snapshot is no rate");
          }
        };
    try (SnapshotReplay replay =
        new SnapshotReplay(List.of(new Replay.Lane(AgentSettings.DEFAULT, sink)))) {
      records.forEach(replay::take);
      return new Found(lines, replay.finished((record, share) -> true));
    }
  }

  @Test
  void theLinesAreThoseOfTheRecords() {
    List<Snapshot> snapshots = snapshots();
    assertThat(snapshots).hasSize(PASSES * RUNS.size());
    Found found = replay(records(snapshots));
    assertThat(found.lines).isEqualTo(expected());
    assertThat(found.lines).anyMatch(line -> line.contains("\"verdict\":\"distilling\""));
    assertThat(found.totals.lines()).isEqualTo(snapshots.size());
  }

  @Test
  void theOrderInTheTopicMattersNotWhereEveryKeyIsThereOnce() {
    List<Snapshot> snapshots = new ArrayList<>(snapshots());
    // The order of the runs is that of their first snapshots.
    Collections.shuffle(snapshots.subList(1, snapshots.size()), Seeds.random(5));
    assertThat(replay(records(snapshots)).lines).isEqualTo(expected());
  }

  @Test
  void theNewestOfAKeyCounts() {
    List<Snapshot> snapshots = snapshots();
    Snapshot first = snapshots.get(0);
    Snapshot other = snapshots.get(2);
    List<RawRecord> records = new ArrayList<>();
    // Another window under the first one's id, which a later record puts right.
    records.add(record(0, withIdOf(first, other)));
    records.addAll(records(snapshots));
    records.add(record(100, first));
    Found found = replay(records);
    assertThat(found.lines).isEqualTo(expected());
    assertThat(found.totals.older()).isEqualTo(2);
    assertThat(found.totals.records()).isEqualTo(snapshots.size() + 2);
  }

  private static Snapshot withIdOf(Snapshot id, Snapshot of) {
    return new Snapshot(
        id.id(),
        of.span(),
        of.codebooks(),
        of.shape(),
        of.labels(),
        of.firstMix(),
        of.cells(),
        of.unlabelled(),
        of.effectiveRows(),
        of.predictions(),
        of.moves(),
        of.disjoint(),
        of.overlap(),
        Optional.empty());
  }

  @Test
  void aTombstoneTakesItsSnapshotAway() {
    List<RawRecord> records = records(snapshots());
    for (Snapshot snapshot : snapshots()) {
      if (snapshot.id().attempt().run().equals("another")) {
        records.add(record(records.size(), snapshot.id().text(), null));
      }
    }
    Found found = replay(records);
    assertThat(found.lines).isEqualTo(expected().subList(0, PASSES));
    assertThat(found.totals.records())
        .isEqualTo(found.totals.snapshots() + found.totals.older() + found.totals.refused());
  }

  @Test
  void whatIsNoSnapshotUnderItsOwnKeyIsRefusedAndSaidAndTheOthersStand() {
    List<RawRecord> records = records(snapshots());
    String key = snapshots().get(3).id().text();
    records.add(record(90, key, "{}".getBytes(StandardCharsets.UTF_8)));
    records.add(record(91, key, SnapshotBytes.of(snapshots().get(4))));
    records.add(record(92, "\n", new byte[] {'S', 'W', 'S', 9}));
    records.add(
        new RawRecord(
            new Position(new Partition("stillwatch-teachers", 0), 0),
            0,
            new byte[0],
            new byte[0],
            List.of()));
    Found found = replay(records);
    assertThat(found.lines).isEqualTo(expected());
    assertThat(found.totals.refused()).isEqualTo(3);
    assertThat(found.totals.refusals())
        .hasSize(3)
        .anyMatch(why -> why.contains("this is no snapshot"))
        .anyMatch(why -> why.contains("the key was " + key + "; must be "))
        .anyMatch(why -> why.contains("the version was 9; must be 1"));
  }
}
