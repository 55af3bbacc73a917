package io.stillwatch.metrics;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.stillwatch.snapshot.SliceErrors;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.function.Function;

/**
 * The series of a view whose slice is defined through the label: rates, and nothing of a
 * measurement. Not thread-safe.
 */
final class RateMeters {
  private final MeterRegistry registry;
  private final Tags tags;
  private final List<Gauge> gauges = new ArrayList<>();
  private SliceErrors latest;

  /** No series yet. */
  RateMeters(MeterRegistry registry, Tags tags) {
    this.registry = registry;
    this.tags = tags;
  }

  /** Exchanges the rates; one that is not defined has no series. */
  void publish(SliceErrors slice) {
    remove();
    latest = slice;
    register(EstimateGauge.TEACHER_ERROR, s -> OptionalDouble.of(s.errors().teacherRatio()));
    register(EstimateGauge.ERROR_INHERITANCE, s -> s.errors().inheritanceRatio());
    register(EstimateGauge.WINDOW_SAMPLES, s -> OptionalDouble.of(s.span().samples()));
    register(EstimateGauge.WINDOW_LAST_STEP, s -> OptionalDouble.of((double) s.span().lastStep()));
  }

  private void register(EstimateGauge like, Function<SliceErrors, OptionalDouble> value) {
    if (value.apply(latest).isPresent()) {
      gauges.add(
          Gauge.builder(like.name(), this, view -> value.apply(view.latest).orElse(Double.NaN))
              .description(like.help())
              .tags(tags)
              .register(registry));
    }
  }

  /** Takes the series away. */
  void remove() {
    gauges.forEach(registry::remove);
    gauges.clear();
  }
}
