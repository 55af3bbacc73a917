package io.stillwatch.snapshot;

import io.stillwatch.join.Triple;
import io.stillwatch.sample.Key;
import io.stillwatch.window.Window;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * How much of the mass of each task's labels the windows over training batches have shown: what is
 * fitted once and kept should not be fitted before. Not thread-safe.
 *
 * <p>Where P(y) is given, the labels seen have what it gives them. Otherwise those not seen have
 * together about the share of the rows whose label was seen in no other row (I. J. Good, The
 * Population Frequencies of Species and the Estimation of Population Parameters, Biometrika 40
 * (1953), doi 10.1093/biomet/40.3-4.237, who names A. M. Turing). Of real-valued labels the bins
 * are quantiles of what was seen, and nothing is missing.
 */
final class LabelMasses {
  private static final double MOST_UNSEEN = 0.05;

  /** Of sums of given probabilities. */
  private static final double ROUNDING = 1e-9;

  /** So many windows that share no row are enough, whatever they hold. */
  private static final int MOST_WINDOWS = 5;

  private final LabelSettings settings;
  private final Map<String, Map<Key, Integer>> rows = new HashMap<>();
  private int windows;

  LabelMasses(LabelSettings settings) {
    this.settings = settings;
  }

  /** Takes what entered with a window over training batches. */
  void take(Window window) {
    windows += window.disjoint() ? 1 : 0;
    if (windows >= MOST_WINDOWS) {
      rows.clear();
      return;
    }
    for (Triple row : window.entered()) {
      for (String task : row.tasks()) {
        row.label(task).ifPresent(label -> of(task).merge(label, 1, Integer::sum));
      }
    }
  }

  private Map<Key, Integer> of(String task) {
    return rows.computeIfAbsent(task, name -> new HashMap<>());
  }

  /** Whether at least 95 % of a task's mass is seen, or will not be waited for any longer. */
  boolean isSeen(String task) {
    return windows >= MOST_WINDOWS || unseen(task) <= MOST_UNSEEN + ROUNDING;
  }

  private double unseen(String task) {
    Map<Key, Integer> seen = of(task);
    Map<String, Double> given = settings.probabilities().get(task);
    if (given != null) {
      return 1
          - seen.keySet().stream().mapToDouble(k -> given.getOrDefault(k.toString(), 0.0)).sum();
    }
    double all = seen.values().stream().mapToInt(count -> count).sum();
    return seen.entrySet().stream()
            .filter(entry -> entry.getValue() == 1 && !(entry.getKey() instanceof Key.Real))
            .count()
        / Math.max(1, all);
  }

  /** Another attempt begins. */
  void beginAnew() {
    rows.clear();
    windows = 0;
  }

  PathState.Masses state() {
    List<PathState.Seen> seen = new ArrayList<>();
    rows.forEach(
        (task, labels) ->
            labels.forEach((label, count) -> seen.add(new PathState.Seen(task, label, count))));
    return new PathState.Masses(windows, seen);
  }

  void resume(PathState.Masses state) {
    windows = state.windows();
    state.seen().forEach(seen -> of(seen.task()).put(seen.label(), seen.rows()));
  }
}
