package io.stillwatch.metrics;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.stillwatch.measure.Measurement;
import io.stillwatch.sample.RunEvent;
import io.stillwatch.snapshot.MeasurementId;
import io.stillwatch.snapshot.SliceErrors;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/**
 * One run: what it is, when it was last seen, and its views. Names are label values already. Not
 * thread-safe.
 */
final class RunMeters {
  static final String INFO = "stillwatch_run_info";
  static final String INFO_HELP = "A run that the agent knows, and its attempt";
  static final String LAST_SEEN = "stillwatch_run_last_seen_timestamp_seconds";
  static final String LAST_SEEN_HELP = "Time of the run's last record, seconds since 1970 UTC";
  static final String EVENT = "stillwatch_run_event_timestamp_seconds";
  static final String EVENT_HELP = "Time of the run's last event of a type, seconds since 1970 UTC";

  private final MeterRegistry registry;
  private final MetricLimits limits;
  private final LabelValues labels;
  private final String run;
  private final Map<View, MeasurementMeters> views = new HashMap<>();
  private final Map<View, RateMeters> rates = new HashMap<>();
  private final Counter dropped;
  private int attempt = -1;
  private Gauge info;
  private final InstantGauge lastSeen;
  private final Map<RunEvent.Type, InstantGauge> events = new EnumMap<>(RunEvent.Type.class);
  private long heardMillis;

  private record View(String pair, String task, String slice) {}

  /** A run of which nothing was published yet. */
  RunMeters(MeterRegistry registry, MetricLimits limits, LabelValues labels, String run) {
    this.registry = registry;
    this.limits = limits;
    this.labels = labels;
    this.run = run;
    this.dropped =
        Counter.builder("stillwatch.client.dropped.samples")
            .description("Samples that the run's client says it lost before they reached Kafka")
            .tags("run", run)
            .register(registry);
    this.lastSeen = new InstantGauge(registry, LAST_SEEN, LAST_SEEN_HELP, Tags.of("run", run));
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
    events
        .computeIfAbsent(type, t -> new InstantGauge(registry, EVENT, EVENT_HELP, tags))
        .set(timestampMillis);
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
    MeasurementId id = measurement.id();
    begin(id.attempt().number());
    View view = view(id);
    remove(rates, view, RateMeters::remove);
    MeasurementMeters known = views.get(view);
    if (known != null) {
      known.publish(measurement);
      return Optional.empty();
    }
    Optional<String> full = full(view);
    if (full.isEmpty()) {
      views.put(view, new MeasurementMeters(registry, tags(view), classes(view), measurement));
    }
    return full;
  }

  /**
   * Publishes the rates of a slice of this run, in place of what was measured of it.
   *
   * @return the limit that stands against it, if one does
   */
  Optional<String> publish(SliceErrors slice) {
    begin(slice.id().attempt().number());
    View view = view(slice.id());
    remove(views, view, MeasurementMeters::remove);
    Optional<String> full = rates.containsKey(view) ? Optional.empty() : full(view);
    if (full.isEmpty()) {
      rates.computeIfAbsent(view, v -> new RateMeters(registry, tags(v))).publish(slice);
    }
    return full;
  }

  private View view(MeasurementId id) {
    return new View(
        labels.cleaned(id.pair()), labels.cleaned(id.task()), labels.cleaned(id.slice()));
  }

  private static <T> void remove(Map<View, T> from, View view, Consumer<T> removal) {
    Optional.ofNullable(from.remove(view)).ifPresent(removal);
  }

  private Optional<String> full(View view) {
    Set<String> pairs = new HashSet<>();
    views.keySet().forEach(known -> pairs.add(known.pair()));
    rates.keySet().forEach(known -> pairs.add(known.pair()));
    if (pairs.size() >= limits.pairsPerRun() && !pairs.contains(view.pair())) {
      return Optional.of("pairs");
    }
    return views.size() + rates.size() >= limits.viewsPerRun()
        ? Optional.of("views")
        : Optional.empty();
  }

  private ClassMeters classes(View view) {
    return new ClassMeters(registry, labels, limits.classes(), tags(view));
  }

  private Tags tags(View view) {
    return Tags.of("run", run, "pair", view.pair(), "task", view.task(), "slice", view.slice());
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
            .description(INFO_HELP)
            .tags("run", run, "attempt", Integer.toString(number))
            .register(registry);
  }

  /** Takes the estimates away. */
  void removeViews() {
    views.values().forEach(MeasurementMeters::remove);
    views.clear();
    rates.values().forEach(RateMeters::remove);
    rates.clear();
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
