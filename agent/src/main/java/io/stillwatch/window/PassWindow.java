package io.stillwatch.window;

import io.stillwatch.join.JoinSettings;
import io.stillwatch.join.Ordinals;
import io.stillwatch.join.RowCounts;
import io.stillwatch.join.Triple;
import io.stillwatch.sample.Key;
import io.stillwatch.sample.PassPart;
import io.stillwatch.sample.RowOutcome;
import io.stillwatch.sample.SampleBatch;
import io.stillwatch.window.WindowsState.Pass;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Stream;

/**
 * One probe pass at a time: full when all its parts are in, closed early by the first whole row of
 * the next pass. Not thread-safe.
 */
final class PassWindow {
  /** A teacher may be so many passes ahead of its student. */
  private static final int MOST_PASSES_AHEAD = 1_000;

  private final int largest;
  private final JoinSettings join;
  private final List<Triple> rows = new ArrayList<>();
  private final Set<Key> samples = new HashSet<>();
  private final Map<String, PassParts> parts = new LinkedHashMap<>();
  private String open;
  private String lastClosed;
  private long firstOffset;

  PassWindow(int largest, JoinSettings join) {
    this.largest = largest;
    this.join = join;
  }

  /** Whether a record closes the open pass: it brings whole rows of another. */
  boolean endsWith(SampleBatch batch, List<Triple> triples) {
    String pass = batch.moment().pass().orElseThrow().id();
    return open != null && !pass.equals(open) && (join.isWhole(batch) || !triples.isEmpty());
  }

  /**
   * Adds one record of the open pass, or opens it.
   *
   * @param batch the record
   * @param triples the rows that it made whole
   * @return the rows of the pass where it is complete now
   */
  Optional<List<Triple>> add(
      SampleBatch batch, long offset, List<Triple> triples, RowCounts counts) {
    PassPart part = batch.moment().pass().orElseThrow();
    if (part.id().equals(lastClosed)) {
      counts.add(RowOutcome.DUPLICATE, triples.stream().mapToLong(Triple::roleRows).sum());
      return Optional.empty();
    }
    PassParts known = parts.computeIfAbsent(part.id(), id -> new PassParts());
    boolean repeated = join.isWhole(batch) && known.has(part.part());
    known.add(batch, part, join.isWhole(batch));
    if (!join.isWhole(batch) && triples.isEmpty() && !part.id().equals(open)) {
      forgetEldest();
      return Optional.empty();
    }
    if (open == null) {
      open = part.id();
      firstOffset = triples.stream().mapToLong(Triple::firstOffset).min().orElse(offset);
    }
    take(triples, repeated, counts);
    return known.areAll(part.of()) ? close() : Optional.empty();
  }

  private void forgetEldest() {
    if (parts.size() > MOST_PASSES_AHEAD) {
      parts.remove(parts.keySet().iterator().next());
    }
  }

  private void take(List<Triple> triples, boolean repeated, RowCounts counts) {
    for (Triple triple : triples) {
      RowOutcome outcome = outcome(triple, repeated);
      counts.add(outcome, triple.roleRows());
      if (outcome == RowOutcome.COUNTED) {
        rows.add(triple);
        firstOffset = Math.min(firstOffset, triple.firstOffset());
      }
    }
  }

  /** Ids tell a duplicate where there are ids; otherwise a part that comes twice is one. */
  private RowOutcome outcome(Triple triple, boolean repeated) {
    if (triple.sample().isPresent() ? !samples.add(triple.sample().get()) : repeated) {
      return RowOutcome.DUPLICATE;
    }
    return rows.size() < largest ? RowOutcome.COUNTED : RowOutcome.OVER_LIMIT;
  }

  /** Closes the open pass, complete or not; returns its rows where it has any. */
  Optional<List<Triple>> close() {
    if (open == null) {
      return Optional.empty();
    }
    parts.remove(open);
    lastClosed = open;
    open = null;
    List<Triple> pass = List.copyOf(rows);
    rows.clear();
    samples.clear();
    return pass.isEmpty() ? Optional.empty() : Optional.of(pass);
  }

  /** Ids of passes are unique within an attempt only. */
  void forget() {
    lastClosed = null;
    parts.clear();
  }

  Pass state() {
    return new Pass(
        Stream.ofNullable(open).toList(),
        Stream.ofNullable(lastClosed).toList(),
        Ordinals.of(rows),
        firstOffset,
        parts.entrySet().stream().map(e -> e.getValue().state(e.getKey())).toList());
  }

  /** Goes on where another window stood. */
  void resume(Pass state, Map<Long, Triple> known) {
    open = state.open().stream().findFirst().orElse(null);
    lastClosed = state.lastClosed().stream().findFirst().orElse(null);
    firstOffset = state.firstOffset();
    state.parts().forEach(part -> parts.put(part.pass(), PassParts.of(part)));
    for (Triple row : state.rows().in(known)) {
      rows.add(row);
      row.sample().ifPresent(samples::add);
    }
  }

  OptionalLong firstOffset() {
    return open == null ? OptionalLong.empty() : OptionalLong.of(firstOffset);
  }

  Optional<String> openPass() {
    return Optional.ofNullable(open);
  }
}
