package io.stillwatch.agent;

import io.stillwatch.snapshot.OrderedPath;
import io.stillwatch.source.Progress;
import io.stillwatch.source.RawRecord;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.LongStream;

/** The runs that one partition carries, and how far it was read. For the ordered thread only. */
final class PartitionRuns {
  final Map<String, RunPath> byName = new HashMap<>();

  /** Runs that are over: their records before an offset are known to be of no use. */
  final Map<String, Long> over = new HashMap<>();

  /** What runs that are over still hold back, until it is safe that they are. */
  final List<AtomicLong> ending = new ArrayList<>();

  /** Whether what runs need to go on is kept. */
  boolean keeps;

  /** Records before it were dealt with by an agent before. */
  long frontier;

  /** The next record's offset; below 0 where none was read. */
  long nextOffset = -1;

  /** Whether a run was over before a record of it. */
  boolean isOver(String run, RawRecord record) {
    return over.getOrDefault(run, Long.MIN_VALUE) > record.position().offset();
  }

  /**
   * How far the partition may be let go of.
   *
   * @param idleMillis a run that was silent for longer holds nothing back
   */
  Progress progress(long idleMillis) {
    ending.removeIf(offset -> offset.get() == Long.MAX_VALUE);
    LongStream needed =
        byName.values().stream()
            .filter(run -> !run.isIdleFor(idleMillis))
            .flatMapToLong(run -> neededBy(run).stream());
    long lowest =
        LongStream.concat(needed, ending.stream().mapToLong(AtomicLong::get))
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
