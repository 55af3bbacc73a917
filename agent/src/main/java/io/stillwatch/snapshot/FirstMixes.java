package io.stillwatch.snapshot;

import io.stillwatch.snapshot.Snapshot.Cell;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The mix of labels of a run's first window, one for each task and slice, and apart for probe
 * passes and training batches. A label that comes later joins with the share that it has beside the
 * labels known then, and keeps it. Not thread-safe.
 */
final class FirstMixes {
  private final Map<View, long[]> mixes = new HashMap<>();

  private record View(String task, String slice, boolean isPass) {}

  /**
   * The mix, with the window's labels in it.
   *
   * @param cells the window's counts, not all 0
   * @param labels how many labels the task has shown so far
   * @return the weight of each label by index, in units of 2^-20; 0 where no window had it
   */
  List<Long> of(MeasurementId id, boolean isPass, List<Cell> cells, int labels) {
    long[] window = new long[labels];
    for (Cell cell : cells) {
      window[cell.label()] += cell.count();
    }
    View view = new View(id.task(), id.slice(), isPass);
    long[] mix = Arrays.copyOf(mixes.getOrDefault(view, new long[0]), labels);
    join(mix, window);
    mixes.put(view, mix);
    return Arrays.stream(mix).boxed().toList();
  }

  private static void join(long[] mix, long[] window) {
    double known = 0;
    double knownInWindow = 0;
    for (int label = 0; label < mix.length; label++) {
      if (mix[label] > 0) {
        known += window[label] > 0 ? mix[label] : 0;
        knownInWindow += window[label];
      }
    }
    // Where the window shares no label with the mix, its weights join as they are.
    double scale = knownInWindow > 0 ? known / knownInWindow : 1;
    for (int label = 0; label < mix.length; label++) {
      if (mix[label] == 0 && window[label] > 0) {
        mix[label] = Math.max(1, Math.round(scale * window[label]));
      }
    }
  }

  List<PathState.Mix> state() {
    return mixes.entrySet().stream()
        .map(
            entry ->
                new PathState.Mix(
                    entry.getKey().task,
                    entry.getKey().slice,
                    entry.getKey().isPass,
                    Arrays.stream(entry.getValue()).boxed().toList()))
        .toList();
  }

  void resume(List<PathState.Mix> state) {
    for (PathState.Mix mix : state) {
      mixes.put(
          new View(mix.task(), mix.slice(), mix.isPass()),
          mix.weights().stream().mapToLong(Long::longValue).toArray());
    }
  }
}
