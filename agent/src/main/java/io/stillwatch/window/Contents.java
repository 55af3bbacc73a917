package io.stillwatch.window;

import io.stillwatch.join.OffsetCounts;
import io.stillwatch.join.Ordinals;
import io.stillwatch.join.Triple;
import io.stillwatch.sample.Key;
import io.stillwatch.window.SlidingWindow.Hop;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;

/**
 * The rows of a sliding window, and what entered and left since the last hop. Every operation takes
 * the same time however many rows there are, but for a logarithm. Not thread-safe.
 */
final class Contents {
  private final Map<Long, Triple> rows = new LinkedHashMap<>();
  private final Map<Long, Triple> entered = new LinkedHashMap<>();
  private final List<Triple> left = new ArrayList<>();
  private final Set<StepSample> samples = new HashSet<>();
  private final OffsetCounts offsets = new OffsetCounts();

  /** One sample may be seen again at a later step, but once a step. */
  private record StepSample(long step, Key sample) {}

  /** Whether the sample of a row was seen at the row's step. */
  boolean isDuplicate(Triple triple) {
    return triple
        .sample()
        .map(id -> samples.contains(new StepSample(triple.moment().step(), id)))
        .orElse(false);
  }

  /** Keeps a row in mind that is not yet in the window. */
  void expect(Triple triple) {
    triple.sample().ifPresent(id -> samples.add(new StepSample(triple.moment().step(), id)));
    offsets.add(triple.firstOffset());
  }

  /** Puts a row that was expected into the window. */
  void enter(Triple triple) {
    rows.put(triple.ordinal(), triple);
    entered.put(triple.ordinal(), triple);
  }

  /** Takes a row out and forgets it. */
  void leave(Triple triple) {
    rows.remove(triple.ordinal());
    if (entered.remove(triple.ordinal()) == null) {
      left.add(triple);
    }
    triple.sample().ifPresent(id -> samples.remove(new StepSample(triple.moment().step(), id)));
    offsets.remove(triple.firstOffset());
  }

  /** The rows, in the order in which they entered. */
  Ordinals ordinals() {
    return Ordinals.of(rows.values());
  }

  /** Takes over the rows of another window, in order; all of them enter. */
  void resume(List<Triple> others) {
    others.forEach(this::expect);
    others.forEach(this::enter);
  }

  int size() {
    return rows.size();
  }

  Triple first() {
    return rows.values().iterator().next();
  }

  Hop hop(boolean disjoint) {
    Hop hop =
        new Hop(
            Collections.unmodifiableCollection(rows.values()),
            List.copyOf(entered.values()),
            List.copyOf(left),
            disjoint);
    entered.clear();
    left.clear();
    return hop;
  }

  OptionalLong firstOffset() {
    return offsets.first();
  }
}
