package io.stillwatch.snapshot;

import io.stillwatch.join.Triple;
import io.stillwatch.window.Window;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.Supplier;

/**
 * The counts of a sliding window. They go on from its last one: only what entered and left is
 * looked at, but after a change of codebook. Not thread-safe.
 *
 * @param <C> what makes the codes
 */
final class SlidingTally<C extends RowCoder> {
  private Tally tally = new Tally();
  private Optional<C> coder = Optional.empty();
  private boolean fromNothing = true;

  /**
   * Goes on to the next window.
   *
   * @param holds which of its rows count
   * @param coders what makes the codes now; asked where some row counts
   * @return what made the codes; empty where no row counts
   */
  Optional<C> goOn(Window window, Predicate<Triple> holds, Supplier<C> coders) {
    window.left().forEach(tally::remove);
    List<Triple> entered = window.entered().stream().filter(holds).toList();
    boolean holdsSome =
        !entered.isEmpty() || !tally.isEmpty() || (fromNothing && holdsAny(window, holds));
    fromNothing = false;
    if (!holdsSome) {
      return Optional.empty();
    }
    C now = coders.get();
    if (coder.filter(now::equals).isPresent()) {
      entered.forEach(row -> tally.add(row, now.coded(row)));
    } else {
      coder = Optional.of(now);
      tally = Tally.of(window.rows().stream().filter(holds).toList(), now);
    }
    return coder;
  }

  private static boolean holdsAny(Window window, Predicate<Triple> holds) {
    return window.rows().stream().anyMatch(holds);
  }

  /** A window goes by that cannot be coded yet: the next one is counted from nothing. */
  void passOver() {
    fromNothing = true;
    coder = Optional.empty();
  }

  /** The counts so far; they go on changing. */
  Tally tally() {
    return tally;
  }
}
