package io.stillwatch.snapshot;

import io.stillwatch.join.Triple;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** The views of a run, found as its rows show them. Not thread-safe. */
final class Views {
  /** The most slices of a run; what is beyond counts in {@link View#ALL} only. */
  static final int MOST_SLICES = 32;

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

  private List<View> product() {
    List<View> all = new ArrayList<>();
    for (Pair pair : pairs) {
      for (String task : tasks) {
        for (String slice : slices) {
          all.add(new View(pair, task, slice));
        }
      }
    }
    return all;
  }
}
