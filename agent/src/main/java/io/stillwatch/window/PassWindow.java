package io.stillwatch.window;

import io.stillwatch.join.RowCounts;
import io.stillwatch.join.Triple;
import io.stillwatch.sample.Key;
import io.stillwatch.sample.PassPart;
import io.stillwatch.sample.RowOutcome;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/**
 * One probe pass at a time: full when all its parts are in, closed early by the next pass. Not
 * thread-safe.
 */
final class PassWindow {
  private final int largest;
  private final List<Triple> rows = new ArrayList<>();
  private final Set<Key> samples = new HashSet<>();
  private final BitSet parts = new BitSet();
  private String open;
  private String lastClosed;
  private long firstOffset;

  PassWindow(int largest) {
    this.largest = largest;
  }

  boolean isOpen(String pass) {
    return pass.equals(open);
  }

  /**
   * Adds the rows of one record of the open pass, or opens it.
   *
   * @return the rows of the pass where it is complete now
   */
  Optional<List<Triple>> add(PassPart part, long offset, List<Triple> triples, RowCounts counts) {
    if (part.id().equals(lastClosed)) {
      counts.add(RowOutcome.DUPLICATE, 2L * triples.size());
      return Optional.empty();
    }
    if (open == null) {
      open = part.id();
      firstOffset = offset;
    }
    boolean known = parts.get(part.part());
    for (Triple triple : triples) {
      RowOutcome outcome = outcome(triple, known);
      counts.add(outcome, 2);
      if (outcome == RowOutcome.COUNTED) {
        rows.add(triple);
      }
    }
    parts.set(part.part());
    return parts.cardinality() == part.of() ? close() : Optional.empty();
  }

  /** Ids tell a duplicate where there are ids; otherwise a part that comes twice is one. */
  private RowOutcome outcome(Triple triple, boolean partIsKnown) {
    if (triple.sample().isPresent() ? !samples.add(triple.sample().get()) : partIsKnown) {
      return RowOutcome.DUPLICATE;
    }
    return rows.size() < largest ? RowOutcome.COUNTED : RowOutcome.OVER_LIMIT;
  }

  /** Closes the open pass, complete or not; returns its rows where it has any. */
  Optional<List<Triple>> close() {
    if (open == null) {
      return Optional.empty();
    }
    lastClosed = open;
    open = null;
    List<Triple> pass = List.copyOf(rows);
    rows.clear();
    samples.clear();
    parts.clear();
    return pass.isEmpty() ? Optional.empty() : Optional.of(pass);
  }

  /** Ids of passes are unique within an attempt only. */
  void forget() {
    lastClosed = null;
  }

  OptionalLong firstOffset() {
    return open == null ? OptionalLong.empty() : OptionalLong.of(firstOffset);
  }

  Optional<String> openPass() {
    return Optional.ofNullable(open);
  }
}
