package io.stillwatch.window;

import io.stillwatch.join.RowCounts;
import io.stillwatch.join.Triple;
import io.stillwatch.window.WindowsState.Moving;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.function.Consumer;

/** A window over training batches. Adding a row costs the same however many the window holds. */
interface SlidingWindow {
  /**
   * Takes the next row.
   *
   * @param counts takes its outcome
   * @param due takes the moments at which a measurement is due now, in order
   */
  void add(Triple triple, RowCounts counts, Consumer<Hop> due);

  /** The lowest offset that a row of the window came from. */
  OptionalLong firstOffset();

  /** Where the window stands. */
  Moving state();

  /**
   * Goes on where another window of the same settings stood.
   *
   * @param rows its rows by ordinal
   */
  void resume(Moving state, Map<Long, Triple> rows);

  /**
   * A moment at which a measurement is due.
   *
   * @param rows a view, valid while the hop is taken
   */
  record Hop(Collection<Triple> rows, List<Triple> entered, List<Triple> left, boolean disjoint) {}

  /** A new empty window. */
  static SlidingWindow of(Sliding settings) {
    if (settings instanceof Sliding.LastRows rows) {
      return new RowsWindow(rows);
    }
    if (settings instanceof Sliding.LastSteps steps) {
      return new StepsWindow(steps);
    }
    return new TimeWindow((Sliding.LastSeconds) settings);
  }
}
