package io.stillwatch.metrics;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.stillwatch.snapshot.SliceErrors;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;

/**
 * The series of a view whose slice is defined through the label: rates, and nothing of a
 * measurement. Not thread-safe.
 */
final class RateMeters {
  private final MeterRegistry registry;
  private final Tags tags;
  private final List<Gauge> gauges = new ArrayList<>();

  /** No series yet. */
  RateMeters(MeterRegistry registry, Tags tags) {
    this.registry = registry;
    this.tags = tags;
  }

  /**
   * The rates of a slice by the gauges that they are shown as; one that is not defined is empty.
   */
  static Map<EstimateGauge, OptionalDouble> values(SliceErrors slice) {
    Map<EstimateGauge, OptionalDouble> values = new LinkedHashMap<>();
    values.put(EstimateGauge.TEACHER_ERROR, OptionalDouble.of(slice.errors().teacherRatio()));
    values.put(EstimateGauge.ERROR_INHERITANCE, slice.errors().inheritanceRatio());
    values.put(EstimateGauge.WINDOW_SAMPLES, OptionalDouble.of(slice.span().samples()));
    values.put(EstimateGauge.WINDOW_LAST_STEP, OptionalDouble.of((double) slice.span().lastStep()));
    return values;
  }

  /** Exchanges the rates; one that is not defined has no series. */
  void publish(SliceErrors slice) {
    remove();
    values(slice).forEach((like, value) -> value.ifPresent(number -> register(like, number)));
  }

  private void register(EstimateGauge like, double value) {
    gauges.add(
        Gauge.builder(like.name(), () -> value)
            .description(like.help())
            .tags(tags)
            .register(registry));
  }

  /** Takes the series away. */
  void remove() {
    gauges.forEach(registry::remove);
    gauges.clear();
  }
}
