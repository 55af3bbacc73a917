package io.stillwatch.agent;

import io.stillwatch.measure.Finding;
import io.stillwatch.measure.SnapshotMeasurer;
import io.stillwatch.measure.Verdicts;
import io.stillwatch.snapshot.MeasurementId;
import io.stillwatch.snapshot.Snapshot;
import io.stillwatch.snapshot.SnapshotBytes;
import io.stillwatch.snapshot.SnapshotFormatException;
import io.stillwatch.source.RawRecord;
import io.stillwatch.wire.Echo;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;

/**
 * Snapshots measured again, by one setting or several at once: the newest of each key, run by run,
 * in the order of their windows. By the settings that the agent had, the measurements are those
 * that it published, equal to the last bit. Holds the snapshots as bytes. For one thread, which
 * hands the results on as well.
 */
public final class SnapshotReplay implements AutoCloseable {
  private static final int MOST_SENTENCES = 20;

  private final ExecutorService measuring = MeasuringThreads.ofCommand();
  private final InTurn inTurn = new InTurn();
  private final List<Lane> lanes;
  private final String teachersTopic;
  private final Map<String, Kept> newest = new LinkedHashMap<>();
  private final Map<String, Integer> runs = new HashMap<>();
  private final List<String> refusals = new ArrayList<>();
  private long records;
  private long older;
  private long refused;
  private long unmeasured;
  private long lines;

  /** The newest snapshot of a key. */
  private record Kept(MeasurementId id, RawRecord record) {}

  /** How far a replay is; may end it. */
  @FunctionalInterface
  public interface Watch {
    /**
     * A snapshot was handed to the solver.
     *
     * @param record that held it
     * @param share how much of the whole is done, 0 to 1
     * @return whether to go on
     */
    boolean goesOn(RawRecord record, double share);
  }

  /** One way to look at the snapshots. */
  private static final class Lane {
    private final Replay.Lane settings;
    private final Verdicts verdicts;
    private final Controls controls;

    Lane(Replay.Lane lane) {
      settings = lane;
      verdicts = new Verdicts(lane.settings().verdict());
      controls = new Controls(lane.settings().control());
    }

    void publish(Finding finding, Optional<String> control) {
      controls.takeAs(finding.snapshot().id().attempt().run(), control);
      settings.sink().measured(controls.compared(verdicts.judged(finding)));
    }
  }

  /**
   * Holds nothing yet.
   *
   * @param lanes at least one
   */
  public SnapshotReplay(List<Replay.Lane> lanes) {
    this.lanes = lanes.stream().map(Lane::new).toList();
    this.teachersTopic = lanes.get(0).settings().kafka().teachersTopic();
  }

  /**
   * Takes the next record of its partition. Static teachers, which stand at the head of every
   * recording, are passed over.
   *
   * @param record in the order of the log
   */
  public void take(RawRecord record) {
    if (record.position().partition().topic().equals(teachersTopic)) {
      return;
    }
    records++;
    String key = new String(record.key(), StandardCharsets.UTF_8);
    if (!record.hasValue()) {
      older += newest.remove(key) == null ? 1 : 2;
      return;
    }
    try {
      keep(key, record);
    } catch (SnapshotFormatException e) {
      refuse(record, e.getMessage());
    }
  }

  private void keep(String key, RawRecord record) throws SnapshotFormatException {
    MeasurementId id = SnapshotBytes.read(record.value()).id();
    if (!id.text().equals(key)) {
      refuse(record, "the key was " + key + "; must be " + id.text());
      return;
    }
    runs.putIfAbsent(id.attempt().run(), runs.size());
    // What was written again stands where it was written last.
    older += newest.remove(key) == null ? 0 : 1;
    newest.put(key, new Kept(id, record));
  }

  private void refuse(RawRecord record, String why) {
    refused++;
    say(record, why);
  }

  private void say(RawRecord record, String why) {
    if (refusals.size() < MOST_SENTENCES) {
      refusals.add(record.position() + ": " + Echo.detail(why));
    }
  }

  /**
   * Measures what was taken.
   *
   * @param watch is told how far it is
   * @return what became of every record
   */
  public SnapshotTotals finished(Watch watch) {
    List<Kept> all = new ArrayList<>(newest.values());
    all.sort(
        Comparator.<Kept>comparingInt(kept -> runs.get(kept.id.attempt().run()))
            .thenComparingInt(kept -> kept.id.attempt().number())
            .thenComparingLong(kept -> kept.id.hop()));
    double done = 0;
    for (Kept kept : all) {
      lanes.forEach(lane -> measure(kept, lane));
      inTurn.advance();
      if (!watch.goesOn(kept.record, ++done / all.size())) {
        break;
      }
    }
    inTurn.await();
    return new SnapshotTotals(
        records, all.size(), older, refused, lines, unmeasured, List.copyOf(refusals));
  }

  private void measure(Kept kept, Lane lane) {
    inTurn.add(
        measuring.submit(() -> measured(kept.record, lane)),
        finding -> {
          if (finding.isPresent()) {
            lines++;
            lane.publish(finding.get(), control(kept.record));
          } else {
            unmeasured++;
            say(kept.record, "the snapshot could not be measured");
          }
        });
  }

  /** Whoever may write to the topic may write a table that no solver was made for. */
  private static Optional<Finding> measured(RawRecord record, Lane lane)
      throws SnapshotFormatException {
    Snapshot snapshot = SnapshotBytes.read(record.value());
    try {
      return Optional.of(SnapshotMeasurer.measure(snapshot, lane.settings.settings().reference()));
    } catch (RuntimeException e) {
      return Optional.empty();
    }
  }

  private static Optional<String> control(RawRecord record) {
    return record.headers().stream()
        .filter(header -> header.key().equals(Results.CONTROL) && header.value() != null)
        .reduce((one, later) -> later)
        .map(header -> new String(header.value(), StandardCharsets.UTF_8));
  }

  @Override
  public void close() {
    measuring.shutdownNow();
  }
}
