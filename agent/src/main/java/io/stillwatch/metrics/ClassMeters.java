package io.stillwatch.metrics;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.stillwatch.measure.ClassGap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The gap by class of one view, as far as it is wanted: the classes that contribute most to the
 * latest measurement. Not thread-safe.
 */
final class ClassMeters {
  static final String NAME = "stillwatch_class_gap_nats";
  static final String HELP = "What one class contributes to the distillation gap";

  private final MeterRegistry registry;
  private final LabelValues labels;
  private final int most;
  private final Tags tags;
  private final Map<String, Gauge> gauges = new HashMap<>();
  private Map<String, Double> latest = Map.of();

  /** No class yet, and never more than so many. */
  ClassMeters(MeterRegistry registry, LabelValues labels, int most, Tags tags) {
    this.registry = registry;
    this.labels = labels;
    this.most = most;
    this.tags = tags;
  }

  /** Exchanges the numbers; a class that is not among those of most has no series. */
  void publish(List<ClassGap> gaps) {
    Map<String, Double> now = new LinkedHashMap<>();
    gaps.stream().limit(most).forEach(gap -> now.put(labels.cleaned(gap.label()), gap.nats()));
    latest = now;
    now.keySet().forEach(name -> gauges.computeIfAbsent(name, this::registered));
    gauges.keySet().stream().filter(name -> !now.containsKey(name)).toList().forEach(this::remove);
  }

  private Gauge registered(String name) {
    return Gauge.builder(NAME, this, c -> c.latest.getOrDefault(name, Double.NaN))
        .description(HELP)
        .tags(tags.and("class", name))
        .register(registry);
  }

  private void remove(String name) {
    registry.remove(gauges.remove(name));
  }

  /** Takes the series away. */
  void remove() {
    gauges.values().forEach(registry::remove);
  }
}
