package io.stillwatch.snapshot;

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
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.LongStream;

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

  /** A lane for all rows, or for those of one role. */
  Lane(Optional<Role> only, PathSettings settings, StaticTeachers teachers, Counter counter) {
    this.only = only;
    this.joiner = new SampleJoiner(settings.join(), teachers, Reduction::reduced);
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

  private void take(SampleBatch batch, RawRecord record, RowCounts counts, Harvest harvest) {
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

  OptionalLong firstOffset() {
    return LongStream.concat(
            LongStream.concat(windows.firstOffset().stream(), joiner.firstOffset().stream()),
            counter.firstOffset().stream())
        .min();
  }
}
