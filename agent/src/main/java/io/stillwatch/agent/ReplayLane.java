package io.stillwatch.agent;

import io.stillwatch.config.AgentSettings;
import io.stillwatch.join.TeacherRows;
import io.stillwatch.measure.Finding;
import io.stillwatch.measure.SnapshotMeasurer;
import io.stillwatch.measure.Verdicts;
import io.stillwatch.sample.RunEvent;
import io.stillwatch.snapshot.Reduction;
import io.stillwatch.snapshot.SliceErrors;
import io.stillwatch.snapshot.Snapshot;
import io.stillwatch.source.RawRecord;
import io.stillwatch.wire.Decoded;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;

/** The way of all records by one setting. Nothing is skipped, however long it takes. */
final class ReplayLane implements Outlet {
  private final AgentSettings settings;
  private final Sink sink;
  private final ExecutorService measuring;
  private final ReplayAccounts accounts = new ReplayAccounts();
  private final InTurn inTurn;
  private final List<RawRecord> teachers = new ArrayList<>();
  private final Verdicts verdicts;
  private final Controls controls;
  private final RecordWalk walk;

  /**
   * Before the first record.
   *
   * @param measuring computes
   * @param inTurn the turns of all lanes, so that their lines come in one order
   */
  ReplayLane(Replay.Lane lane, ExecutorService measuring, InTurn inTurn) {
    this.settings = lane.settings();
    this.sink = lane.sink();
    this.inTurn = inTurn;
    this.measuring = measuring;
    this.verdicts = new Verdicts(settings.verdict());
    this.controls = new Controls(settings.control());
    TeacherRows rows = new TeacherRows(new TeachersTopic(this::newTeachers), Reduction::reduced);
    this.walk =
        new RecordWalk(
            new RunPaths(settings.path(), settings.metrics().runs(), rows), accounts, this);
  }

  private List<RawRecord> newTeachers() {
    List<RawRecord> fresh = List.copyOf(teachers);
    teachers.clear();
    return fresh;
  }

  /** Takes the next record, which was decoded already: once for all lanes. */
  void take(RawRecord record, Decoded decoded) {
    if (record.position().partition().topic().equals(settings.kafka().teachersTopic())) {
      teachers.add(record);
    } else {
      walk.take(record, decoded);
    }
  }

  @Override
  public void start(RunEvent started) {
    inTurn.add(() -> controls.started(started));
  }

  @Override
  public void measure(Snapshot snapshot) {
    inTurn.add(
        measuring.submit(() -> SnapshotMeasurer.measure(snapshot, settings.reference())),
        this::publish);
  }

  private void publish(Finding finding) {
    accounts.line();
    sink.measured(controls.compared(verdicts.judged(finding)));
  }

  @Override
  public void publish(SliceErrors slice) {
    inTurn.add(
        () -> {
          accounts.line();
          sink.counted(slice);
        });
  }

  @Override
  public void happened(RunEvent event, long timestampMillis) {
    inTurn.add(() -> sink.happened(event, timestampMillis));
  }

  @Override
  public void finish(String run) {
    inTurn.add(
        () -> {
          verdicts.forget(run);
          controls.forget(run);
        });
  }

  ReplayTotals totals() {
    return accounts.totals();
  }
}
