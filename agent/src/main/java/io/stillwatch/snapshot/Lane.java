package io.stillwatch.snapshot;

import io.stillwatch.join.JoinState;
import io.stillwatch.join.RowCounts;
import io.stillwatch.join.SampleJoiner;
import io.stillwatch.join.SampleJoiner.Objection;
import io.stillwatch.join.StaticTeachers;
import io.stillwatch.join.Triple;
import io.stillwatch.sample.Attempt;
import io.stillwatch.sample.Role;
import io.stillwatch.sample.RowOutcome;
import io.stillwatch.sample.SampleBatch;
import io.stillwatch.source.RawRecord;
import io.stillwatch.window.Window;
import io.stillwatch.window.Windows;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * The way of a run's rows through joins and windows to whoever counts them. Where teacher and
 * student are sampled apart each has a lane of its own, with attempts and steps of its own. Not
 * thread-safe.
 */
final class Lane {
  /** Who counts the windows of a lane. */
  interface Counter {
    /** Adds what a full window brings to a harvest. */
    void count(Window window, Attempt attempt, Harvest harvest);

    /** Takes a row that is whole but for a label, which no window holds. */
    default void unlabelled(Triple row, long labelledBefore) {}

    /** A record was taken, with every window that it filled. */
    default void recordEnds() {}

    /** Another attempt begins: windows are empty. */
    void beginAnew();

    /** The lowest offset that is still needed of windows that were counted; empty for none. */
    default OptionalLong firstOffset() {
      return OptionalLong.empty();
    }
  }

  private final Optional<Role> only;
  private final SampleJoiner joiner;
  private final Windows windows;
  private final Counter counter;

  /** Where the joiner stood before each record that may be needed again. */
  private final TreeMap<Long, JoinState> stood = new TreeMap<>();

  /** The rows that are read again, by ordinal; of a lane that goes on for itself there are none. */
  private final Map<Long, Triple> again = new HashMap<>();

  private boolean reading;
  private long from;

  /** A lane for all rows, or for those of one role. */
  Lane(Optional<Role> only, PathSettings settings, StaticTeachers teachers, Counter counter) {
    this.only = only;
    this.joiner = new SampleJoiner(settings.join(), teachers, Reduction::reduced, this::unlabelled);
    this.windows = new Windows(settings.window(), settings.join());
    this.counter = counter;
  }

  /** What of a batch belongs here, if anything. */
  private Optional<SampleBatch> own(SampleBatch batch) {
    return only.isEmpty()
        ? Optional.of(batch)
        : only.filter(batch::has).map(role -> batch.only(role));
  }

  Optional<Objection> objection(SampleBatch batch) {
    return own(batch).flatMap(joiner::objection);
  }

  void accept(SampleBatch batch, RawRecord record, RowCounts counts, Harvest harvest) {
    own(batch).ifPresent(own -> take(own, record, counts, harvest));
  }

  private void unlabelled(Triple row, long labelledBefore) {
    if (reading) {
      again.put(row.ordinal(), row);
    } else {
      counter.unlabelled(row, labelledBefore);
    }
  }

  private void take(SampleBatch batch, RawRecord record, RowCounts counts, Harvest harvest) {
    stood.put(record.position().offset(), joiner.state());
    int attempt = joiner.attempt();
    long waiting = joiner.pendingRoleRows();
    Optional<List<Triple>> triples = joiner.join(batch, record, counts);
    String run = batch.attempt().run();
    if (joiner.attempt() != attempt) {
      close(new Attempt(run, attempt), harvest);
    }
    if (triples.isPresent()) {
      Attempt now = new Attempt(run, joiner.attempt());
      windows.add(
          batch,
          record.position().offset(),
          triples.get(),
          counts,
          window -> counter.count(window, now, harvest));
    }
    counter.recordEnds();
    firstOffset().ifPresentOrElse(first -> stood.headMap(first).clear(), () -> stood.clear());
    counts.add(RowOutcome.PENDING, joiner.pendingRoleRows() - waiting);
  }

  /** Measures what is open as it is, and begins anew. */
  void close(Attempt attempt, Harvest harvest) {
    windows.close(window -> counter.count(window, attempt, harvest));
    counter.beginAnew();
  }

  /** Nothing waits any more. */
  void giveUp(RowCounts counts) {
    long waiting = joiner.pendingRoleRows();
    joiner.giveUp(counts);
    counts.add(RowOutcome.PENDING, -waiting);
  }

  int attempt() {
    return joiner.attempt();
  }

  /** The lowest offset that is needed to go on. */
  OptionalLong firstOffset() {
    return Stream.of(
            windows.firstOffset(),
            joiner.firstOffset(),
            joiner.firstRemembered(),
            counter.firstOffset())
        .flatMapToLong(OptionalLong::stream)
        .min();
  }

  /**
   * Where the lane stands.
   *
   * @param next the partition's next record
   */
  PathState.LaneState state(long next) {
    Map.Entry<Long, JoinState> first = stood.firstEntry();
    return new PathState.LaneState(
        first == null ? next : first.getKey(),
        first == null ? joiner.state() : first.getValue(),
        joiner.state(),
        joiner.forms(),
        windows.state());
  }

  /** Begins to read again what another lane of the run needs, from the first record on. */
  void readFrom(PathState.LaneState state) {
    reading = true;
    from = state.from();
    joiner.resume(state.atFrom(), state.forms());
  }

  /** Reads a record again, if it is needed. */
  void read(SampleBatch batch, RawRecord record) {
    Optional.of(batch)
        .filter(any -> record.position().offset() >= from)
        .flatMap(this::own)
        .filter(own -> joiner.objection(own).isEmpty())
        .ifPresent(
            own -> {
              stood.put(record.position().offset(), joiner.state());
              joiner
                  .join(own, record, new RowCounts())
                  .ifPresent(rows -> rows.forEach(row -> again.put(row.ordinal(), row)));
            });
  }

  /** The rows that were read again, by ordinal. */
  Map<Long, Triple> again() {
    return again;
  }

  /**
   * Goes on where the other lane stood.
   *
   * @throws IllegalStateException if not every row came again
   */
  void goOn(PathState.LaneState state) {
    if (!joiner.state().equals(state.now())) {
      throw new IllegalStateException(
          "records read again led to %s; must lead to %s".formatted(joiner.state(), state.now()));
    }
    windows.resume(state.windows(), again);
    again.clear();
    reading = false;
  }

  /** Rows are too old to be of use: the windows are empty, and the attempt goes on. */
  void beginAfresh(RowCounts counts) {
    giveUp(counts);
    windows.empty();
    counter.beginAnew();
    stood.clear();
  }
}
