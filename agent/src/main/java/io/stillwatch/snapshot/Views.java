package io.stillwatch.snapshot;

import io.stillwatch.join.Triple;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** The views of a run, found as its rows show them. Not thread-safe. */
final class Views {
  /** The most slices of a run; what is beyond counts in {@link View#ALL} only. */
  static final int MOST_SLICES = 32;

  /** The most views of a run. */
  static final int MOST_VIEWS = 1_024;

  private final PairSettings settings;
  private final Set<String> tasks = new TreeSet<>();
  private final Set<String> slices = new LinkedHashSet<>(List.of(View.ALL));
  private List<Pair> pairs = List.of();
  private List<View> views = List.of();

  Views(PairSettings settings) {
    this.settings = settings;
  }

  /** All views so far: of a pair and task that of all rows first. */
  List<View> seen(List<Triple> rows) {
    boolean more = false;
    for (Triple row : rows) {
      if (pairs.isEmpty()) {
        pairs = settings.pairs(row);
      }
      for (Triple.Part part : row.parts()) {
        more |= tasks.addAll(part.batch().rows().labels().keySet());
      }
      if (slices.size() <= MOST_SLICES) {
        more |= row.slice().map(slices::add).orElse(false);
      }
    }
    if (more) {
      views = product();
    }
    return views;
  }

  /** Where there are too many, slices are given up before pairs. */
  private List<View> product() {
    int room = Math.max(1, MOST_VIEWS / (pairs.size() * tasks.size()));
    List<View> all = new ArrayList<>();
    for (Pair pair : pairs) {
      for (String task : tasks) {
        slices.stream().limit(room).forEach(slice -> all.add(new View(pair, task, slice)));
      }
    }
    return all.subList(0, Math.min(all.size(), MOST_VIEWS));
  }

  /** What is not measured because there are more views than the limit. */
  Optional<String> tooMany() {
    long wanted = (long) pairs.size() * tasks.size() * slices.size();
    return wanted > views.size()
        ? Optional.of(
            "%d pairs, %d tasks and %d slices were %d views; must be at most %d: select fewer pairs"
                    .formatted(pairs.size(), tasks.size(), slices.size(), wanted, MOST_VIEWS)
                + " (pairs.select); those beyond are not measured")
        : Optional.empty();
  }

  /** All views so far, whatever rows may show next. */
  List<View> known() {
    return views;
  }

  /** Knows what another one found. */
  void resume(PathState.Words words) {
    pairs = words.pairs();
    tasks.addAll(words.tasks());
    slices.addAll(words.slices());
    if (!pairs.isEmpty() && !tasks.isEmpty()) {
      views = product();
    }
  }

  List<Pair> pairs() {
    return pairs;
  }

  List<String> tasks() {
    return List.copyOf(tasks);
  }

  List<String> slices() {
    return List.copyOf(slices);
  }
}
