package io.stillwatch.agent;

import io.stillwatch.agent.Keeping.Kept;
import io.stillwatch.agent.Keeping.Standing;
import io.stillwatch.join.RowCounts;
import io.stillwatch.join.StaticTeachers;
import io.stillwatch.kafka.Checkpoints.Claim;
import io.stillwatch.sample.Message;
import io.stillwatch.sample.RowOutcome;
import io.stillwatch.sample.RunEvent;
import io.stillwatch.sample.SampleBatch;
import io.stillwatch.snapshot.OrderedPath;
import io.stillwatch.snapshot.PathSettings;
import io.stillwatch.snapshot.PathState;
import io.stillwatch.snapshot.Resumption;
import io.stillwatch.source.Partition;
import io.stillwatch.source.Progress;
import io.stillwatch.source.RawRecord;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The ordered paths of all runs, by the partition that carries them, and how far each partition was
 * read. For the ordered thread only.
 */
final class RunPaths {
  private static final Logger LOG = LoggerFactory.getLogger(RunPaths.class);

  private final PathSettings settings;
  private final StaticTeachers teachers;
  private final int mostRuns;
  private final Keeping keeping;
  private RowCounts abandoned = new RowCounts();
  private long waiting;
  private final List<Runnable> ended = new ArrayList<>();
  private final Map<Partition, PartitionRuns> partitions = new ConcurrentHashMap<>();

  /**
   * No runs yet, and none is kept.
   *
   * @param mostRuns runs of one partition at a time
   * @param teachers rows of teachers that were sent once
   */
  RunPaths(PathSettings settings, int mostRuns, StaticTeachers teachers) {
    this(settings, mostRuns, teachers, new Keeping(Optional.empty(), ""));
  }

  /**
   * No runs yet.
   *
   * @param mostRuns runs of one partition at a time
   * @param teachers rows of teachers that were sent once
   * @param keeping where runs are kept
   */
  RunPaths(PathSettings settings, int mostRuns, StaticTeachers teachers, Keeping keeping) {
    this.settings = settings;
    this.teachers = teachers;
    this.mostRuns = mostRuns;
    this.keeping = keeping;
  }

  /**
   * A partition is to be read: runs that were kept go on.
   *
   * @param known how far it was read before
   * @return their checkpoints, by run
   */
  Map<String, RunCheckpoint> assigned(Partition partition, Progress known) {
    PartitionRuns runs = new PartitionRuns();
    partitions.put(partition, runs);
    runs.frontier = known.frontier();
    Optional<Kept> found = keeping.read(partition);
    runs.keeps = found.isPresent();
    Kept kept = found.orElse(Kept.NOTHING);
    Map<String, RunCheckpoint> goingOn = new HashMap<>();
    kept.runs()
        .forEach(
            (run, checkpoint) -> {
              if (checkpoint.isOver() && checkpoint.next() <= known.lowestNeeded()) {
                // None of its records is read again.
                keeping.forget(partition, run, runs.tenure.claim(() -> {}));
              } else if (checkpoint.isOver()) {
                runs.add(run, new EndedRun(checkpoint.next()));
              } else if (keeping.isOfTheseSettings(checkpoint)) {
                goOn(runs, run, checkpoint, kept).ifPresent(path -> goingOn.put(run, checkpoint));
              } else {
                LOG.warn("run {} begins anew: the settings are others than it was kept by", run);
              }
            });
    return goingOn;
  }

  private Optional<RunPath> goOn(
      PartitionRuns runs, String run, RunCheckpoint checkpoint, Kept kept) {
    try {
      PathState state = checkpoint.path().get(0);
      RunPath path = new RunPath(new Resumption(run, settings, teachers, state, kept.codebooks()));
      runs.byName.put(run, path);
      return Optional.of(path);
    } catch (RuntimeException e) {
      LOG.warn("run {} begins anew: what was kept of it cannot be used: {}", run, e.toString());
      return Optional.empty();
    }
  }

  /** Whether a record was dealt with by an agent before. */
  boolean isRebuilt(RawRecord record) {
    return record.position().offset() < runs(record.position().partition()).frontier;
  }

  /** Passes over a batch that is known already; it may be read again for what its run needs. */
  boolean passesOver(SampleBatch batch, RawRecord record) {
    RunPath path = runs(record.position().partition()).byName.get(batch.attempt().run());
    if (path != null && path.knows(record)) {
      path.read(batch, record);
      return true;
    }
    return isOver(batch, record);
  }

  /** Passes over an event that is known already. */
  boolean passesOver(RunEvent event, RawRecord record) {
    RunPath path = runs(record.position().partition()).byName.get(event.attempt().run());
    return (path != null && path.knows(record)) || isOver(event, record);
  }

  private boolean isOver(Message message, RawRecord record) {
    return runs(record.position().partition()).isOver(message.attempt().run(), record);
  }

  /** The path of a run that is known. */
  Optional<OrderedPath> known(Partition partition, String run) {
    return Optional.ofNullable(runs(partition).byName.get(run)).map(path -> whole(run, path));
  }

  private OrderedPath whole(String run, RunPath path) {
    if (path.isWhole()) {
      return path.path();
    }
    try {
      OrderedPath again = path.path();
      waiting += again.pendingRoleRows();
      return again;
    } catch (IllegalStateException e) {
      LOG.warn("run {} begins anew: {}", run, e.getMessage());
      path.beginAnew(new OrderedPath(run, settings, teachers));
      return path.path();
    }
  }

  /** The path of a record's run; empty where the partition carries as many runs as it may. */
  Optional<OrderedPath> of(RawRecord record, String run) {
    Partition partition = record.position().partition();
    PartitionRuns runs = runs(partition);
    RunPath path = runs.byName.get(run);
    if (path == null) {
      if (runs.byName.size() >= mostRuns && !makeRoom(partition, record.timestampMillis())) {
        return Optional.empty();
      }
      warnOfTwoPartitions(partition, run);
      path = new RunPath(new OrderedPath(run, settings, teachers), record.position().offset());
      runs.byName.put(run, path);
    }
    path.heard(record.timestampMillis(), runs.nextOffset);
    return Optional.of(whole(run, path));
  }

  private boolean makeRoom(Partition partition, long nowMillis) {
    List<String> silent = runs(partition).silentAt(nowMillis);
    silent.forEach(run -> end(partition, run));
    return !silent.isEmpty();
  }

  private void warnOfTwoPartitions(Partition partition, String run) {
    partitions.forEach(
        (other, runs) -> {
          if (!other.equals(partition) && runs.byName.containsKey(run)) {
            LOG.warn(
                "run {} is in the partitions {} and {}: its numbers depend on which is read first;"
                    + " produce it with the key {} and the partitioner murmur2",
                run,
                other,
                partition,
                run);
          }
        });
  }

  private PartitionRuns runs(Partition partition) {
    return partitions.computeIfAbsent(partition, p -> new PartitionRuns());
  }

  /** A window of a run was measured. */
  void measured(Partition partition, String run) {
    Optional.ofNullable(runs(partition).byName.get(run)).ifPresent(RunPath::wasMeasured);
  }

  /**
   * Where runs stand that were measured since they were kept last.
   *
   * @param now partitions of which all are, whether or not it is time
   */
  List<Due> due(Set<Partition> now) {
    List<Due> due = new ArrayList<>();
    partitions.forEach(
        (partition, runs) ->
            runs.byName.forEach(
                (run, path) -> {
                  if (runs.keeps && path.isDue(now.contains(partition))) {
                    OrderedPath whole = path.path();
                    due.add(
                        new Due(
                            Standing.of(
                                partition, run, whole.state(runs.nextOffset), whole.codebooks()),
                            path,
                            runs.tenure));
                  }
                }));
    return due;
  }

  /** Where a run stands, and who wants to know once that is safe. */
  record Due(Standing standing, RunPath path, Tenure tenure) {
    Claim claim() {
      long basis = standing.path().basis();
      return tenure.claim(() -> path.keptFrom(basis));
    }
  }

  /** Waits for a moment until what was written of runs so far is safe. */
  void awaitKept(Duration timeout) {
    keeping.await(timeout);
  }

  /** Partitions that are read here. */
  Set<Partition> partitions() {
    return Set.copyOf(partitions.keySet());
  }

  /** Whoever reads a partition next begins no earlier: runs that are over before are let go of. */
  void released(Map<Partition, Progress> released) {
    released.forEach(
        (partition, progress) -> {
          PartitionRuns runs = partitions.get(partition);
          if (runs != null) {
            runs.takeBehind(progress.lowestNeeded())
                .forEach(run -> keeping.forget(partition, run, runs.tenure.claim(() -> {})));
          }
        });
  }

  /** A run is over, or its path is of no use any more. */
  void end(Partition partition, String run) {
    PartitionRuns runs = runs(partition);
    RunPath path = runs.byName.remove(run);
    if (path == null) {
      return;
    }
    path.abandon().forEach(abandoned::add);
    if (runs.keeps) {
      // Until it is safe that the run is over, whoever takes over must begin where it does.
      EndedRun over = new EndedRun(runs.nextOffset + 1, path.keptFrom());
      runs.add(run, over);
      long next = runs.nextOffset + 1;
      ended.add(() -> keeping.close(partition, run, next, runs.tenure.claim(over::safe)));
    }
  }

  /** Writes down that runs are over, once their last windows are published; each taken once. */
  List<Runnable> takeEnded() {
    List<Runnable> taken = List.copyOf(ended);
    ended.clear();
    return taken;
  }

  /** Role-rows that wait in runs that go on; said once. */
  long takeWaiting() {
    long taken = waiting;
    waiting = 0;
    return taken;
  }

  /** What became of rows that waited in runs that are no longer followed; said once. */
  Map<RowOutcome, Long> takeAbandoned() {
    Map<RowOutcome, Long> taken = abandoned.byOutcome();
    abandoned = new RowCounts();
    return taken;
  }

  /** A record was dealt with. */
  void passed(Partition partition, long offset) {
    runs(partition).nextOffset = offset + 1;
  }

  /** Nothing is kept for partitions any more; any thread. */
  void endTenures(Set<Partition> gone) {
    for (Partition partition : gone) {
      Optional.ofNullable(partitions.get(partition)).ifPresent(runs -> runs.tenure.end());
    }
  }

  /**
   * Somebody else reads partitions now.
   *
   * @return the runs that were followed here
   */
  List<String> forget(Set<Partition> gone) {
    List<String> names = new ArrayList<>();
    for (Partition partition : gone) {
      PartitionRuns runs = partitions.remove(partition);
      if (runs != null) {
        runs.tenure.end();
        runs.byName.values().forEach(path -> path.abandon().forEach(abandoned::add));
        names.addAll(runs.byName.keySet());
      }
    }
    return names;
  }

  /** For each partition how far it was read and what of it is still needed. */
  Map<Partition, Progress> progress() {
    Map<Partition, Progress> progress = new HashMap<>();
    partitions.forEach(
        (partition, runs) -> {
          if (runs.nextOffset >= 0) {
            progress.put(partition, runs.progress());
          }
        });
    return progress;
  }
}
