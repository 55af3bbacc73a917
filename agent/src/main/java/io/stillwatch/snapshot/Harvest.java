package io.stillwatch.snapshot;

import io.stillwatch.sample.RowOutcome;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
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

  PathResult result(Map<RowOutcome, Long> rows) {
    return new PathResult(
        Optional.empty(), rows, List.copyOf(snapshots), List.copyOf(rates), List.copyOf(leftOut));
  }
}
