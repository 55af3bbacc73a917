package io.stillwatch.metrics;

import io.micrometer.core.instrument.Tags;
import io.stillwatch.measure.ClassGap;
import io.stillwatch.measure.Hint;
import io.stillwatch.measure.Measurement;
import io.stillwatch.measure.Verdict;
import io.stillwatch.snapshot.MeasurementId;
import io.stillwatch.snapshot.SliceErrors;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * What {@code /metrics} would have shown, with the times of the records, as OpenMetrics text that
 * {@code promtool tsdb create-blocks-from openmetrics} takes. Names, labels and values are those of
 * a scrape. Samples are kept until they are written, as the format wants them together by series
 * and in the order of time. Not thread-safe.
 */
public final class MetricsHistory {
  private final LabelValues labels;
  private final int classes;
  private final Map<String, Family> families = new TreeMap<>();

  /** Values by time, in milliseconds; the last of one time stays. */
  private record Family(String help, Map<Tags, TreeMap<Long, Double>> series) {
    void put(Tags tags, long millis, double value) {
      series.computeIfAbsent(tags, t -> new TreeMap<>()).put(millis, value);
    }

    long samples() {
      return series.values().stream().mapToLong(TreeMap::size).sum();
    }
  }

  /**
   * No samples yet.
   *
   * @param limits of names and of classes; the limits on runs, pairs and views are those of a live
   *     scrape, and do not count here
   */
  public MetricsHistory(MetricLimits limits) {
    this.labels = new LabelValues(limits.labelLength());
    this.classes = limits.classes();
  }

  /**
   * Adds a measurement at the time of its last record.
   *
   * @param measurement any
   */
  public void put(Measurement measurement) {
    long millis = measurement.span().lastTimestampMillis();
    Tags view = view(measurement.id());
    run(measurement.id(), millis);
    for (EstimateGauge gauge : EstimateGauge.ALL) {
      put(gauge, view, millis, gauge.value().apply(measurement));
    }
    for (Verdict verdict : Verdict.values()) {
      Tags series = view.and("verdict", verdict.word());
      double value = measurement.verdict() == verdict ? 1 : 0;
      family("stillwatch_verdict", MeasurementMeters.VERDICT_HELP).put(series, millis, value);
    }
    for (Hint hint : Hint.values()) {
      Tags series = view.and("hint", hint.word());
      double value = measurement.hints().contains(hint) ? 1 : 0;
      family(MeasurementMeters.HINT, MeasurementMeters.HINT_HELP).put(series, millis, value);
    }
    for (ClassGap gap : measurement.gapByClass().stream().limit(classes).toList()) {
      Tags series = view.and("class", labels.cleaned(gap.label()));
      family(ClassMeters.NAME, ClassMeters.HELP).put(series, millis, gap.nats());
    }
  }

  /**
   * Adds the rates of a slice at the time of its last record.
   *
   * @param slice any
   */
  public void put(SliceErrors slice) {
    long millis = slice.span().lastTimestampMillis();
    Tags view = view(slice.id());
    run(slice.id(), millis);
    RateMeters.values(slice).forEach((gauge, value) -> put(gauge, view, millis, value));
  }

  /** What is known of a run when its window ends, which is with a record. */
  private void run(MeasurementId id, long millis) {
    Tags run = Tags.of("run", labels.cleaned(id.attempt().run()));
    Tags attempt = run.and("attempt", Integer.toString(id.attempt().number()));
    family(RunMeters.INFO, RunMeters.INFO_HELP).put(attempt, millis, 1);
    family(RunMeters.LAST_SEEN, RunMeters.LAST_SEEN_HELP).put(run, millis, millis / 1e3);
  }

  private Tags view(MeasurementId id) {
    return Tags.of("run", labels.cleaned(id.attempt().run()), "pair", labels.cleaned(id.pair()))
        .and("task", labels.cleaned(id.task()), "slice", labels.cleaned(id.slice()));
  }

  private void put(EstimateGauge gauge, Tags view, long millis, OptionalDouble value) {
    value.ifPresent(number -> family(gauge.name(), gauge.help()).put(view, millis, number));
  }

  private Family family(String name, String help) {
    return families.computeIfAbsent(name, n -> new Family(help, new LinkedHashMap<>()));
  }

  /**
   * How many samples there are.
   *
   * @return of all series
   */
  public long samples() {
    return families.values().stream().mapToLong(Family::samples).sum();
  }

  /**
   * Writes all samples.
   *
   * @param out takes the text; is not closed
   * @throws IOException if it does not take it
   */
  public void write(Appendable out) throws IOException {
    for (Map.Entry<String, Family> entry : families.entrySet()) {
      String name = entry.getKey();
      Family family = entry.getValue();
      out.append("# TYPE ").append(name).append(" gauge\n");
      out.append("# HELP ").append(name).append(' ').append(escaped(family.help)).append('\n');
      for (Map.Entry<Tags, TreeMap<Long, Double>> series : family.series.entrySet()) {
        String labelled = name + "{" + text(series.getKey()) + "} ";
        for (Map.Entry<Long, Double> sample : series.getValue().entrySet()) {
          out.append(labelled).append(sample.getValue().toString()).append(' ');
          out.append(seconds(sample.getKey())).append('\n');
        }
      }
    }
    out.append("# EOF\n");
  }

  private static String text(Tags tags) {
    return tags.stream()
        .map(tag -> tag.getKey() + "=\"" + escaped(tag.getValue()) + "\"")
        .collect(Collectors.joining(","));
  }

  private static String escaped(String value) {
    return value.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n");
  }

  /** Exact: a double of seconds may lose a millisecond. */
  private static String seconds(long millis) {
    return BigDecimal.valueOf(millis, 3).toPlainString();
  }
}
