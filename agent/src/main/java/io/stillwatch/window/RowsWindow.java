package io.stillwatch.window;

import io.stillwatch.join.RowCounts;
import io.stillwatch.join.Triple;
import io.stillwatch.sample.Key;
import io.stillwatch.sample.RowOutcome;
import java.util.ArrayDeque;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/** The last N rows, looked at every so many rows once there are N. Not thread-safe. */
final class RowsWindow {
  private final int size;
  private final int hop;
  private final ArrayDeque<Triple> rows = new ArrayDeque<>();
  private final Set<StepSample> samples = new HashSet<>();
  private int sinceHop;

  /** One sample may be seen again at a later step, but once a step. */
  private record StepSample(long step, Key sample) {}

  RowsWindow(int size, int hop) {
    this.size = size;
    this.hop = hop;
  }

  /** Adds one row; returns the window's rows where a measurement is due. */
  Optional<List<Triple>> add(Triple triple, RowCounts counts) {
    Optional<StepSample> sample = sampleOf(triple);
    if (sample.isPresent() && !samples.add(sample.get())) {
      counts.add(RowOutcome.DUPLICATE, 2);
      return Optional.empty();
    }
    counts.add(RowOutcome.COUNTED, 2);
    rows.addLast(triple);
    if (rows.size() > size) {
      sampleOf(rows.removeFirst()).ifPresent(samples::remove);
    }
    sinceHop++;
    if (rows.size() < size || (sinceHop < hop && sinceHop != size)) {
      return Optional.empty();
    }
    sinceHop = 0;
    return Optional.of(List.copyOf(rows));
  }

  private static Optional<StepSample> sampleOf(Triple triple) {
    return triple.sample().map(id -> new StepSample(triple.moment().step(), id));
  }

  OptionalLong firstOffset() {
    return rows.isEmpty()
        ? OptionalLong.empty()
        : OptionalLong.of(rows.getFirst().position().offset());
  }

  void clear() {
    rows.clear();
    samples.clear();
    sinceHop = 0;
  }
}
