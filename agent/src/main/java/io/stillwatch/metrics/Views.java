package io.stillwatch.metrics;

import io.prometheus.metrics.model.registry.MultiCollector;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot.GaugeDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricMetadata;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What was last published of every view of every run. Views are kept in the order in which the
 * client writes them: at the limits it would sort tens of thousands of series at every scrape. Not
 * thread-safe.
 */
final class Views implements MultiCollector {
  private final Map<Labels, List<Series>> views = new TreeMap<>();

  /** Publishes the series of a view in place of its last ones. */
  void put(Labels view, List<Series> series) {
    views.put(view, series);
  }

  /** Takes the series of a view away. */
  void remove(Labels view) {
    views.remove(view);
  }

  @Override
  public MetricSnapshots collect() {
    Map<Series.Family, List<GaugeDataPointSnapshot>> families = new HashMap<>();
    for (List<Series> view : views.values()) {
      for (Series series : view) {
        families.computeIfAbsent(series.family(), f -> new ArrayList<>()).add(series.point());
      }
    }
    MetricSnapshots.Builder snapshots = MetricSnapshots.builder();
    families.forEach(
        (family, points) ->
            snapshots.metricSnapshot(
                new GaugeSnapshot(new MetricMetadata(family.name(), family.help()), points)));
    return snapshots.build();
  }
}
