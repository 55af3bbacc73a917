package io.stillwatch.agent;

import io.stillwatch.join.RowCounts;
import io.stillwatch.join.StaticTeachers;
import io.stillwatch.sample.RowOutcome;
import io.stillwatch.snapshot.OrderedPath;
import io.stillwatch.snapshot.PathSettings;
import io.stillwatch.source.Partition;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The ordered paths of all runs, by the partition that carries them, and how far each partition was
 * read. For the ordered thread only.
 */
final class RunPaths {
  private static final Logger LOG = LoggerFactory.getLogger(RunPaths.class);

  /** A run silent for so long, by the time of records, gives its place to a new one. */
  private static final long SILENT_MILLIS = 3_600_000;

  /** And by as many records, as the clock that says so may be a stranger's and an hour wrong. */
  private static final long SILENT_RECORDS = 1_000;

  private final PathSettings settings;
  private final StaticTeachers teachers;
  private final int mostRuns;
  private RowCounts abandoned = new RowCounts();
  private final Map<Partition, Runs> partitions = new HashMap<>();

  /** What one partition carries. */
  private static final class Runs {
    private final Map<String, RunPath> byName = new HashMap<>();
    private long nextOffset;
  }

  private static final class RunPath {
    private final OrderedPath path;
    private long lastMillis;
    private long lastOffset;

    private RunPath(OrderedPath path) {
      this.path = path;
    }
  }

  /**
   * No runs yet.
   *
   * @param mostRuns runs of one partition at a time
   * @param teachers rows of teachers that were sent once
   */
  RunPaths(PathSettings settings, int mostRuns, StaticTeachers teachers) {
    this.settings = settings;
    this.teachers = teachers;
    this.mostRuns = mostRuns;
  }

  /** The path of a run that is known. */
  Optional<OrderedPath> known(Partition partition, String run) {
    return Optional.ofNullable(runs(partition).byName.get(run)).map(known -> known.path);
  }

  /** The path of a run; empty where the partition carries as many runs as it may. */
  Optional<OrderedPath> of(Partition partition, String run, long timestampMillis) {
    Runs runs = runs(partition);
    RunPath path = runs.byName.get(run);
    if (path == null) {
      if (runs.byName.size() >= mostRuns && !makeRoom(runs, timestampMillis)) {
        return Optional.empty();
      }
      warnOfTwoPartitions(partition, run);
      path = new RunPath(new OrderedPath(run, settings, teachers));
      runs.byName.put(run, path);
    }
    path.lastMillis = Math.max(path.lastMillis, timestampMillis);
    path.lastOffset = runs.nextOffset;
    return Optional.of(path.path);
  }

  private boolean makeRoom(Runs runs, long nowMillis) {
    return runs.byName
        .values()
        .removeIf(
            run ->
                nowMillis - run.lastMillis > SILENT_MILLIS
                    && runs.nextOffset - run.lastOffset > SILENT_RECORDS
                    && abandoned(run));
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

  private Runs runs(Partition partition) {
    return partitions.computeIfAbsent(partition, p -> new Runs());
  }

  /** A run is over, or its path is of no use any more. */
  void end(Partition partition, String run) {
    Optional.ofNullable(runs(partition).byName.remove(run)).ifPresent(this::abandoned);
  }

  private boolean abandoned(RunPath run) {
    run.path.abandon().forEach(abandoned::add);
    return true;
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

  /** Partitions that somebody else reads now. */
  void forget(Set<Partition> gone) {
    for (Partition partition : gone) {
      runs(partition).byName.values().forEach(this::abandoned);
      partitions.remove(partition);
    }
  }

  /** For each partition the lowest offset that a run still needs, or else the next to be read. */
  Map<Partition, Long> lowestNeeded() {
    Map<Partition, Long> lowest = new HashMap<>();
    partitions.forEach(
        (partition, runs) ->
            lowest.put(
                partition,
                runs.byName.values().stream()
                    .map(run -> run.path.firstNeededOffset())
                    .flatMapToLong(OptionalLong::stream)
                    .min()
                    .orElse(runs.nextOffset)));
    return lowest;
  }
}
