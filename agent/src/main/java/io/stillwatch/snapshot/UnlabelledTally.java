package io.stillwatch.snapshot;

import io.stillwatch.join.Triple;
import io.stillwatch.snapshot.UnlabelledRows.Beside;
import io.stillwatch.window.Window;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The counts of the rows that a view's task does not label, in a sliding window and beside it. They
 * go on as those of the labelled rows do. Not thread-safe.
 */
final class UnlabelledTally {
  private Tally tally = new Tally();
  private Optional<Coder> coder = Optional.empty();

  /** Counts from nothing. */
  static Tally of(Window window, Beside beside, Coder coder) {
    Tally tally = new Tally();
    add(tally, window.rows(), beside.rows().get(), coder);
    return tally;
  }

  /** Of several teachers the codes together are numbered as labelled rows show them, so none. */
  private static void add(Tally tally, Collection<Triple> rows, List<Triple> beside, Coder coder) {
    View view = coder.view();
    if (view.pair().teachers().size() == 1) {
      Stream.concat(rows.stream(), beside.stream())
          .filter(view::lacksLabel)
          .forEach(row -> tally.add(row, coder.unlabelled(row)));
    }
  }

  /** Goes on to the next window; the counts go on changing. */
  Tally goOn(Window window, Beside beside, Coder now) {
    if (coder.filter(now::equals).isPresent()) {
      window.left().forEach(tally::remove);
      beside.left().forEach(tally::remove);
      add(tally, window.entered(), beside.entered(), now);
    } else {
      coder = Optional.of(now);
      tally = of(window, beside, now);
    }
    return tally;
  }

  /** A window goes by in which the view has no labelled row: the next one is counted anew. */
  void passOver() {
    coder = Optional.empty();
  }
}
