package io.stillwatch.window;

import io.stillwatch.join.RowCounts;
import io.stillwatch.join.Triple;
import io.stillwatch.sample.PassPart;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * The windows of one run: rows in log order in, full windows out. Rows of a probe pass go to the
 * window of their pass, all others to the window over the last rows. Not thread-safe.
 */
public final class Windows {
  private final WindowSettings settings;
  private final PassWindow passes;
  private final RowsWindow recent;
  private long hop;
  private long lastDisjointEnd;

  /**
   * Empty windows.
   *
   * @param settings without problems
   */
  public Windows(WindowSettings settings) {
    this.settings = settings;
    this.passes = new PassWindow(settings.largestPass());
    this.recent = new RowsWindow(settings.rows(), settings.hop());
  }

  /**
   * Adds the rows of one record.
   *
   * @param pass the part of a probe pass that the record is, if it is one
   * @param offset the record's offset
   * @param triples the rows that may be counted, in order; may be empty
   * @param counts takes the outcome of every row
   * @return the windows that are full now, in order
   */
  public List<Window> add(
      Optional<PassPart> pass, long offset, List<Triple> triples, RowCounts counts) {
    List<Window> full = new ArrayList<>();
    if (pass.isPresent()) {
      if (!passes.isOpen(pass.get().id())) {
        full.addAll(closePass());
      }
      String id = pass.get().id();
      passes.add(pass.get(), offset, triples, counts).ifPresent(rows -> full.add(whole(id, rows)));
    } else {
      for (Triple triple : triples) {
        recent.add(triple, counts).ifPresent(rows -> full.add(sliding(rows)));
      }
    }
    return full;
  }

  /**
   * Ends everything that is open and begins anew, with hop 0: a new attempt begins or the run is
   * over.
   *
   * @return the pass that was open, incomplete as it is, where it has rows
   */
  public List<Window> close() {
    List<Window> last = closePass();
    passes.forget();
    recent.clear();
    hop = 0;
    lastDisjointEnd = 0;
    return last;
  }

  /**
   * The lowest offset that an open window needs.
   *
   * @return empty where none is open
   */
  public OptionalLong firstOffset() {
    OptionalLong first = passes.firstOffset();
    OptionalLong second = recent.firstOffset();
    if (first.isPresent() && second.isPresent()) {
      return OptionalLong.of(Math.min(first.getAsLong(), second.getAsLong()));
    }
    return first.isPresent() ? first : second;
  }

  private List<Window> closePass() {
    Optional<String> open = passes.openPass();
    return passes.close().map(rows -> List.of(whole(open.orElseThrow(), rows))).orElse(List.of());
  }

  private Window whole(String pass, List<Triple> rows) {
    return new Window(rows, hop++, Optional.of(pass), true);
  }

  private Window sliding(List<Triple> rows) {
    long rowsSeen = rows.get(rows.size() - 1).ordinal() + 1;
    boolean disjoint = rowsSeen - lastDisjointEnd >= settings.rows();
    if (disjoint) {
      lastDisjointEnd = rowsSeen;
    }
    return new Window(rows, hop++, Optional.empty(), disjoint);
  }
}
