package io.stillwatch.snapshot;

import io.stillwatch.join.RowCounts;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What the windows that one record filled have brought so far. Not thread-safe. */
final class Harvest {
  private final List<Snapshot> snapshots = new ArrayList<>();
  private final List<SliceErrors> rates = new ArrayList<>();
  private final List<String> leftOut = new ArrayList<>();

  void add(Snapshot snapshot) {
    snapshots.add(snapshot);
  }

  void add(SliceErrors errors) {
    rates.add(errors);
  }

  void leaveOut(String why) {
    leftOut.add(why);
  }

  PathResult result(RowCounts counts) {
    return new PathResult(
        Optional.empty(),
        counts.byOutcome(),
        counts.conflictingLabels(),
        List.copyOf(snapshots),
        List.copyOf(rates),
        List.copyOf(leftOut));
  }
}
