package io.stillwatch.join;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/**
 * Rows of a run in some order, by their ordinals. Rows mostly come in runs, so that few numbers
 * name many.
 *
 * @param runs first ordinal and number of rows of each run, one after the other; ordinals of a run
 *     count away from 0: up where they are positive, down where they are negative
 */
public record Ordinals(List<Long> runs) {
  /** No rows. */
  public static final Ordinals NONE = new Ordinals(List.of());

  /** The numbers are copied. */
  public Ordinals {
    runs = List.copyOf(runs);
  }

  /**
   * The ordinals of rows.
   *
   * @param rows in order
   * @return the same order
   */
  public static Ordinals of(Collection<Triple> rows) {
    List<Long> runs = new ArrayList<>();
    for (Triple row : rows) {
      int last = runs.size() - 2;
      if (last >= 0 && at(runs.get(last), runs.get(last + 1)) == row.ordinal()) {
        runs.set(last + 1, runs.get(last + 1) + 1);
      } else {
        runs.add(row.ordinal());
        runs.add(1L);
      }
    }
    return new Ordinals(runs);
  }

  private static long at(long first, long step) {
    return first < 0 ? first - step : first + step;
  }

  /**
   * Looks the rows up.
   *
   * @param rows by ordinal
   * @return in order
   * @throws IllegalStateException if one is not there
   */
  public List<Triple> in(Map<Long, Triple> rows) {
    List<Triple> found = new ArrayList<>();
    for (int run = 0; run < runs.size(); run += 2) {
      for (long step = 0; step < runs.get(run + 1); step++) {
        Triple row = rows.get(at(runs.get(run), step));
        if (row == null) {
          throw new IllegalStateException(
              "row " + at(runs.get(run), step) + " was not read again; must be there");
        }
        found.add(row);
      }
    }
    return found;
  }
}
