package io.stillwatch.metrics;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.prometheus.metrics.model.snapshots.Labels;
import io.stillwatch.measure.Measurement;
import io.stillwatch.metrics.Series.Family;
import io.stillwatch.sample.RunEvent;
import io.stillwatch.snapshot.MeasurementId;
import io.stillwatch.snapshot.SliceErrors;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * One run: what it is, when it was last seen, and its views. Names are label values already. Not
 * thread-safe.
 */
final class RunMeters {
  static final Family INFO =
      new Family("stillwatch_run_info", "A run that the agent knows, and its attempt");
  static final Family LAST_SEEN =
      new Family(
          "stillwatch_run_last_seen_timestamp_seconds",
          "Time of the run's last record, seconds since 1970 UTC");
  static final Family EVENT =
      new Family(
          "stillwatch_run_event_timestamp_seconds",
          "Time of the run's last event of a type, seconds since 1970 UTC");

  private final MeterRegistry registry;
  private final MetricLimits limits;
  private final LabelValues labels;
  private final String run;
  private final Views shown;
  private final Set<Labels> views = new HashSet<>();
  private final Counter dropped;
  private final InstantGauge lastSeen;
  private final Map<RunEvent.Type, InstantGauge> events = new EnumMap<>(RunEvent.Type.class);
  private int attempt = -1;
  private Gauge info;
  private long heardMillis;

  /** A run of which nothing was published yet. */
  RunMeters(
      MeterRegistry registry, Views shown, MetricLimits limits, LabelValues labels, String run) {
    this.registry = registry;
    this.shown = shown;
    this.limits = limits;
    this.labels = labels;
    this.run = run;
    this.dropped =
        Counter.builder("stillwatch.client.dropped.samples")
            .description("Samples that the run's client says it lost before they reached Kafka")
            .tags("run", run)
            .register(registry);
    this.lastSeen = new InstantGauge(registry, LAST_SEEN, Tags.of("run", run));
  }

  /** Notes that the run gave a sign of life, by the agent's own clock. */
  void heard(long nowMillis) {
    heardMillis = nowMillis;
  }

  /** How long the run was silent, by the agent's own clock. */
  long silentMillis(long nowMillis) {
    return nowMillis - heardMillis;
  }

  /** Notes the time of a record of the run. */
  void seen(long timestampMillis) {
    lastSeen.set(timestampMillis);
  }

  /** Notes the time of an event of the run. */
  void happened(RunEvent.Type type, long timestampMillis) {
    Tags tags = Tags.of("run", run, "type", type.word());
    events.computeIfAbsent(type, t -> new InstantGauge(registry, EVENT, tags)).set(timestampMillis);
  }

  /** Counts samples that the run's client says it lost. */
  void dropped(long samples) {
    dropped.increment((double) samples);
  }

  /**
   * Publishes a measurement of this run.
   *
   * @return the limit that stands against it, if one does
   */
  Optional<String> publish(Measurement measurement) {
    Labels view = view(measurement.id());
    return publish(
        measurement.id(), view, () -> Series.of(measurement, view, labels, limits.classes()));
  }

  /**
   * Publishes the rates of a slice of this run, in place of what was measured of it.
   *
   * @return the limit that stands against it, if one does
   */
  Optional<String> publish(SliceErrors slice) {
    Labels view = view(slice.id());
    return publish(slice.id(), view, () -> Series.of(slice, view));
  }

  private Optional<String> publish(MeasurementId id, Labels view, Supplier<List<Series>> series) {
    begin(id.attempt().number());
    Optional<String> full = views.contains(view) ? Optional.empty() : full(view);
    if (full.isEmpty()) {
      views.add(view);
      shown.put(view, series.get());
    }
    return full;
  }

  private Labels view(MeasurementId id) {
    return labels.view(run, id);
  }

  private Optional<String> full(Labels view) {
    Set<String> pairs = views.stream().map(RunMeters::pair).collect(Collectors.toSet());
    if (pairs.size() >= limits.pairsPerRun() && !pairs.contains(pair(view))) {
      return Optional.of("pairs");
    }
    return views.size() >= limits.viewsPerRun() ? Optional.of("views") : Optional.empty();
  }

  private static String pair(Labels view) {
    return view.get("pair");
  }

  /** Another attempt is another training: the views of the one before leave. */
  private void begin(int number) {
    if (number == attempt) {
      return;
    }
    attempt = number;
    removeViews();
    if (info != null) {
      registry.remove(info);
    }
    info =
        Gauge.builder("stillwatch.run.info", () -> 1)
            .description(INFO.help())
            .tags("run", run, "attempt", Integer.toString(number))
            .register(registry);
  }

  /** Takes the estimates away. */
  void removeViews() {
    views.forEach(shown::remove);
    views.clear();
  }

  /** Takes everything of the run away. */
  void remove() {
    removeViews();
    registry.remove(dropped);
    if (info != null) {
      registry.remove(info);
    }
    lastSeen.remove();
    events.values().forEach(InstantGauge::remove);
  }
}
