package io.stillwatch.agent;

import io.stillwatch.sample.RunEvent;
import io.stillwatch.snapshot.SliceErrors;
import io.stillwatch.snapshot.Snapshot;

/**
 * Takes what comes of records, on the thread that walks them, and tells the world in the same
 * order.
 */
interface Outlet {
  /** A run starts: once all before is published, its control is pinned. */
  void start(RunEvent started);

  /** Measures a snapshot and publishes it in its turn. */
  void measure(Snapshot snapshot);

  /** Publishes, in their turn, the rates of a slice that is defined through the label. */
  void publish(SliceErrors slice);

  /** Something happened to a run: said once all before is published, where anybody listens. */
  default void happened(RunEvent event, long timestampMillis) {}

  /** A run has said its last word: once all before is published, it is forgotten. */
  void finish(String run);
}
