package io.stillwatch.metrics;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;

/** A moment as a series in seconds since 1970 UTC, absent until it is known. Not thread-safe. */
final class InstantGauge {
  private final MeterRegistry registry;
  private final Series.Family family;
  private final Tags tags;
  private Gauge gauge;
  private long millis;

  InstantGauge(MeterRegistry registry, Series.Family family, Tags tags) {
    this.registry = registry;
    this.family = family;
    this.tags = tags;
  }

  void set(long sinceEpochMillis) {
    millis = sinceEpochMillis;
    if (gauge == null) {
      gauge =
          Gauge.builder(family.name(), this, instant -> instant.millis / 1e3)
              .description(family.help())
              .tags(tags)
              .register(registry);
    }
  }

  void remove() {
    if (gauge != null) {
      registry.remove(gauge);
    }
  }
}
