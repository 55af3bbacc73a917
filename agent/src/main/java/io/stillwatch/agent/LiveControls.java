package io.stillwatch.agent;

import io.stillwatch.measure.Control;
import io.stillwatch.measure.Measurement;
import io.stillwatch.measure.OverControl;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Runs that are under way as controls of others: for the page alone. What it says depends on how
 * far the other run happens to be, so it is no part of a measurement. Not thread-safe.
 */
final class LiveControls {
  /** Measurements of a run, all of its views together; older ones are forgotten. */
  private static final int MOST_POINTS = 2_000;

  private static final int MOST_RUNS = 64;

  private final Map<String, Deque<Control.Point>> byRun = new LinkedHashMap<>();

  void put(Measurement measurement) {
    String run = measurement.id().attempt().run();
    Deque<Control.Point> points = byRun.remove(run);
    if (points == null) {
      points = new ArrayDeque<>();
    }
    byRun.put(run, points);
    points.add(Control.Point.of(measurement));
    if (points.size() > MOST_POINTS) {
      points.remove();
    }
    if (byRun.size() > MOST_RUNS) {
      byRun.remove(byRun.keySet().iterator().next());
    }
  }

  /**
   * What a run has over its control: over the saved one, and where that cannot be compared over the
   * one that is under way, if it is.
   */
  Optional<OverControl> over(Measurement measurement) {
    return measurement
        .overControl()
        .map(
            saved ->
                saved instanceof OverControl.NotComparable && byRun.containsKey(saved.control())
                    ? live(saved.control()).over(measurement)
                    : saved);
  }

  private Control live(String run) {
    return Control.of(run, "live", new ArrayList<>(byRun.get(run)));
  }
}
