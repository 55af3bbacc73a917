package io.stillwatch.agent;

import io.stillwatch.snapshot.OrderedPath;
import io.stillwatch.source.Progress;
import io.stillwatch.source.RawRecord;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.stream.LongStream;

/** The runs that one partition carries, and how far it was read. For the ordered thread only. */
final class PartitionRuns {
  /** A run silent for so long, by the time of records, gives its place to a new one. */
  private static final long SILENT_MILLIS = OrderedPath.SILENT_MILLIS;

  /** And by as many records, as the clock that says so may be a stranger's and an hour wrong. */
  private static final long SILENT_RECORDS = 1_000;

  /** A run that this agent heard nothing of for so long holds nothing back. */
  private static final long IDLE_MILLIS = 2 * SILENT_MILLIS;

  final Map<String, RunPath> byName = new HashMap<>();

  /** Runs that are over. */
  private final Map<String, EndedRun> ended = new HashMap<>();

  /** The time in which the partition is read here. */
  final Tenure tenure = new Tenure();

  /** Whether what runs need to go on is kept. */
  boolean keeps;

  /** Records before it were dealt with by an agent before. */
  long frontier;

  /** The next record's offset; below 0 where none was read. */
  long nextOffset = -1;

  /** Whether a run was over before a record of it. */
  boolean isOver(String run, RawRecord record) {
    EndedRun known = ended.get(run);
    return known != null && known.isOverBefore(record);
  }

  /** A run is over. */
  void add(String run, EndedRun over) {
    ended.put(run, over);
  }

  /**
   * Lets go of runs that are over and whose records nobody reads again.
   *
   * @param lowest where whoever comes next begins
   * @return those of which nothing else is kept
   */
  List<String> takeBehind(long lowest) {
    List<String> behind =
        ended.keySet().stream().filter(run -> ended.get(run).isBehind(lowest)).toList();
    ended.keySet().removeAll(behind);
    return behind.stream().filter(run -> !byName.containsKey(run)).toList();
  }

  /** Runs that give their places to new ones, by the time of a record. */
  List<String> silentAt(long nowMillis) {
    return byName.entrySet().stream()
        .filter(entry -> nowMillis - entry.getValue().lastMillis() > SILENT_MILLIS)
        .filter(entry -> nextOffset - entry.getValue().lastOffset() > SILENT_RECORDS)
        .map(Map.Entry::getKey)
        .toList();
  }

  /** How far the partition may be let go of. */
  Progress progress() {
    LongStream needed =
        byName.values().stream()
            .filter(run -> !run.isIdleFor(IDLE_MILLIS))
            .flatMapToLong(run -> neededBy(run).stream());
    long lowest =
        LongStream.concat(needed, ended.values().stream().mapToLong(EndedRun::needed))
            .min()
            .orElse(nextOffset);
    return new Progress(Math.min(lowest, nextOffset), Math.max(nextOffset, frontier));
  }

  private OptionalLong neededBy(RunPath run) {
    if (keeps) {
      return OptionalLong.of(run.keptFrom());
    }
    OrderedPath path = run.path();
    return path.firstNeededOffset();
  }
}
