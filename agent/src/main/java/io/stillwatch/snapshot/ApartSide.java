package io.stillwatch.snapshot;

import io.stillwatch.join.Triple;
import io.stillwatch.sample.Role;
import io.stillwatch.window.Window;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * The windows of one of two roles that are sampled apart, and what is counted of the latest one.
 * Not thread-safe.
 */
final class ApartSide {
  private final Role role;
  private final Coders coders;
  private final Map<View, SlidingTally<SideCoder>> sliding = new HashMap<>();
  private final Map<View, Optional<Counted>> counted = new HashMap<>();
  private Optional<Window> latest = Optional.empty();
  private OptionalLong firstOffset = OptionalLong.empty();

  /** The rows of one view, and what made their codes. */
  record Counted(SideCoder coder, Tally tally) {}

  ApartSide(Role role, Coders coders) {
    this.role = role;
    this.coders = coders;
  }

  /** Takes the next window, and counts the views that are known by now, in their order. */
  void take(Window window, List<View> known) {
    counted.clear();
    known.forEach(view -> counted.put(view, count(view, window)));
    latest = Optional.of(role == Role.TEACHER ? kept(window) : window);
  }

  /** A window's rows are a view that is valid now; later windows of the student want them too. */
  private Window kept(Window window) {
    List<Triple> rows = List.copyOf(window.rows());
    firstOffset = rows.stream().mapToLong(Triple::firstOffset).min();
    return new Window(rows, rows, List.of(), window.hop(), window.pass(), window.disjoint());
  }

  Optional<Window> window() {
    return latest;
  }

  /** What a view holds of the latest window. */
  Optional<Counted> counted(View view) {
    return counted.computeIfAbsent(
        view, v -> latest.flatMap(window -> countedFromNothing(v, window)));
  }

  private Optional<Counted> count(View view, Window window) {
    if (window.pass().isPresent()) {
      return countedFromNothing(view, window);
    }
    SlidingTally<SideCoder> counts = sliding.computeIfAbsent(view, v -> new SlidingTally<>());
    return counts
        .goOn(
            window,
            row -> view.holds(row, role),
            () -> coders.side(view, role, () -> rows(view, window), window))
        .map(coder -> new Counted(coder, counts.tally()))
        .filter(found -> !found.tally.isWeightless());
  }

  private Optional<Counted> countedFromNothing(View view, Window window) {
    List<Triple> rows = rows(view, window);
    return rows.isEmpty()
        ? Optional.empty()
        : Optional.of(coders.side(view, role, () -> rows, window))
            .map(coder -> new Counted(coder, Tally.of(rows, coder)))
            .filter(found -> !found.tally.isWeightless());
  }

  private List<Triple> rows(View view, Window window) {
    return window.rows().stream().filter(row -> view.holds(row, role)).toList();
  }

  /** How the side's vectors lie in their codebook, at windows that share no row. */
  Optional<CodebookHealth> health(Counted found) {
    Window window = latest.orElseThrow();
    Tally tally = found.tally;
    int used = role == Role.TEACHER ? tally.teacherCodes() : tally.studentCodes();
    return coders.health(found.coder, used, () -> rows(found.coder.view(), window), window);
  }

  /** Another attempt begins: there is no window. */
  void beginAnew() {
    sliding.clear();
    counted.clear();
    latest = Optional.empty();
    firstOffset = OptionalLong.empty();
  }

  /** The lowest offset that the latest window needs. */
  OptionalLong firstOffset() {
    return firstOffset;
  }
}
