package io.stillwatch.metrics;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.stillwatch.measure.Hint;
import io.stillwatch.measure.Measurement;
import io.stillwatch.measure.Verdict;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The series of one view: one pair, task and slice of one run. They all read the latest
 * measurement, so that exchanging that one reference exchanges them all. Not thread-safe.
 */
final class MeasurementMeters {
  static final String VERDICT_HELP =
      "What the estimates mean: 1 for the one verdict that holds, 0 for the others";

  static final String HINT = "stillwatch_hint";
  static final String HINT_HELP =
      "What was noticed beside the verdict: 1 where it was; none of it is a verdict";

  private final MeterRegistry registry;
  private final Tags tags;
  private final Map<EstimateGauge, Gauge> gauges = new HashMap<>();
  private final List<Gauge> words = new ArrayList<>();
  private final ClassMeters classes;
  private Measurement latest;

  /** Registers the series of a view that was not there before. */
  MeasurementMeters(MeterRegistry registry, Tags tags, ClassMeters classes, Measurement first) {
    this.registry = registry;
    this.tags = tags;
    this.classes = classes;
    this.latest = first;
    for (Verdict verdict : Verdict.values()) {
      words.add(verdictGauge(verdict));
    }
    for (Hint hint : Hint.values()) {
      words.add(hintGauge(hint));
    }
    publish(first);
  }

  private Gauge verdictGauge(Verdict verdict) {
    return Gauge.builder(
            "stillwatch_verdict", this, view -> view.latest.verdict() == verdict ? 1 : 0)
        .description(VERDICT_HELP)
        .tags(tags.and("verdict", verdict.word()))
        .register(registry);
  }

  private Gauge hintGauge(Hint hint) {
    return Gauge.builder(HINT, this, view -> view.latest.hints().contains(hint) ? 1 : 0)
        .description(HINT_HELP)
        .tags(tags.and("hint", hint.word()))
        .register(registry);
  }

  /** Exchanges the measurement; a number that it does not have has no series. */
  void publish(Measurement measurement) {
    latest = measurement;
    classes.publish(measurement.gapByClass());
    for (EstimateGauge gauge : EstimateGauge.ALL) {
      if (gauge.value().apply(measurement).isPresent()) {
        gauges.computeIfAbsent(gauge, this::registered);
      } else if (gauges.containsKey(gauge)) {
        registry.remove(gauges.remove(gauge));
      }
    }
  }

  private Gauge registered(EstimateGauge gauge) {
    return Gauge.builder(
            gauge.name(), this, view -> gauge.value().apply(view.latest).orElse(Double.NaN))
        .description(gauge.help())
        .tags(tags)
        .register(registry);
  }

  /** Takes the series away. */
  void remove() {
    gauges.values().forEach(registry::remove);
    words.forEach(registry::remove);
    classes.remove();
  }
}
