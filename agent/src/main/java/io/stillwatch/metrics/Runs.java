package io.stillwatch.metrics;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.stillwatch.measure.Measurement;
import io.stillwatch.sample.RunEvent;
import io.stillwatch.snapshot.SliceErrors;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** All runs within their limits: who is let in, and who has been silent for too long. */
final class Runs {
  private final MeterRegistry registry;
  private final Views shown;
  private final MetricLimits limits;
  private final LabelValues labels;
  private final String mark;
  private final Map<String, RunMeters> runs = new HashMap<>();
  private final Map<String, Counter> refused;

  /** No runs yet; to the name of each a mark is added. */
  Runs(MeterRegistry registry, Views shown, MetricLimits limits, String mark) {
    this.mark = mark;
    this.registry = registry;
    this.shown = shown;
    this.limits = limits;
    this.labels = new LabelValues(limits.labelLength());
    this.refused =
        Stream.of("runs", "pairs", "views")
            .collect(Collectors.toUnmodifiableMap(limit -> limit, this::refusals));
    gauge("stillwatch_runs", "Runs with a series in this scrape", runs, Map::size);
    gauge("stillwatch_runs_limit", "The most runs with a series", limits, MetricLimits::runs);
  }

  private <T> void gauge(String name, String help, T of, ToDoubleFunction<T> value) {
    Gauge.builder(name, of, value).description(help).register(registry);
  }

  private Counter refusals(String limit) {
    return Counter.builder("stillwatch.series.refused")
        .description("Measurements that were not published because a limit is reached")
        .tags("limit", limit)
        .register(registry);
  }

  /** Publishes a measurement, or counts that it was not. */
  void publish(Measurement measurement, long nowMillis) {
    Optional<RunMeters> run = heard(measurement.id().attempt().run(), nowMillis);
    Optional<String> limit = run.isPresent() ? run.get().publish(measurement) : Optional.of("runs");
    limit.ifPresent(reached -> refused.get(reached).increment());
  }

  /** Publishes the rates of a slice, or counts that they were not. */
  void publish(SliceErrors slice, long nowMillis) {
    Optional<RunMeters> run = heard(slice.id().attempt().run(), nowMillis);
    Optional<String> limit = run.isPresent() ? run.get().publish(slice) : Optional.of("runs");
    limit.ifPresent(reached -> refused.get(reached).increment());
  }

  /** Notes the time of a run's record. */
  void seen(String name, long timestampMillis, long nowMillis) {
    heard(name, nowMillis).ifPresent(run -> run.seen(timestampMillis));
  }

  /** Notes the time of something that happened to a run; of its end nothing stays. */
  void happened(RunEvent event, long timestampMillis, long nowMillis) {
    if (event.type() != RunEvent.Type.FINISHED) {
      heard(event.attempt().run(), nowMillis)
          .ifPresent(run -> run.happened(event.type(), timestampMillis));
    }
  }

  /** Notes the time of the last record of a run that another agent has read. */
  void goesOn(String name, long timestampMillis, long nowMillis) {
    if (nowMillis - timestampMillis <= limits.rememberedMillis()) {
      seen(name, timestampMillis, Math.min(timestampMillis, nowMillis));
    }
  }

  /** Counts samples that a run's client says it lost. */
  void dropped(String name, long samples, long nowMillis) {
    heard(name, nowMillis).ifPresent(run -> run.dropped(samples));
  }

  private Optional<RunMeters> heard(String name, long nowMillis) {
    String label = labels.cleaned(name + mark);
    if (!runs.containsKey(label) && runs.size() >= limits.runs()) {
      forgetMostSilent(nowMillis);
    }
    if (!runs.containsKey(label) && runs.size() >= limits.runs()) {
      return Optional.empty();
    }
    RunMeters run =
        runs.computeIfAbsent(label, known -> new RunMeters(registry, shown, limits, labels, known));
    run.heard(nowMillis);
    return Optional.of(run);
  }

  /** A run without estimates gives way to a new one. */
  private void forgetMostSilent(long nowMillis) {
    runs.entrySet().stream()
        .max(Comparator.comparingLong(entry -> entry.getValue().silentMillis(nowMillis)))
        .filter(entry -> entry.getValue().silentMillis(nowMillis) > limits.silenceMillis())
        .ifPresent(entry -> runs.remove(entry.getKey()).remove());
  }

  /** Ends a run: nothing of it stays. */
  void finished(String name) {
    RunMeters run = runs.remove(labels.cleaned(name + mark));
    if (run != null) {
      run.remove();
    }
  }

  /** Lets go of what was silent for too long. */
  void tidy(long nowMillis) {
    runs.values()
        .removeIf(
            run -> {
              long silentMillis = run.silentMillis(nowMillis);
              if (silentMillis > limits.rememberedMillis()) {
                run.remove();
                return true;
              }
              if (silentMillis > limits.silenceMillis()) {
                run.removeViews();
              }
              return false;
            });
  }
}
