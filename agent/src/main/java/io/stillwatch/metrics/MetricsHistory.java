package io.stillwatch.metrics;

import io.prometheus.metrics.model.snapshots.Labels;
import io.stillwatch.measure.Measurement;
import io.stillwatch.metrics.Series.Family;
import io.stillwatch.snapshot.MeasurementId;
import io.stillwatch.snapshot.SliceErrors;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * What {@code /metrics} would have shown, with the times of the records, as OpenMetrics text that
 * {@code promtool tsdb create-blocks-from openmetrics} takes. Names, labels and values are those of
 * a scrape. Samples are kept until they are written, as the format wants them together by series
 * and in the order of time. Not thread-safe.
 */
public final class MetricsHistory {
  private final LabelValues names;
  private final int classes;

  /** Values by time, in milliseconds; the last of one time stays. */
  private final Map<Family, Map<Labels, TreeMap<Long, Double>>> families =
      new TreeMap<>(Comparator.comparing(Family::name));

  /**
   * No samples yet.
   *
   * @param limits of names and of classes; the limits on runs, pairs and views are those of a live
   *     scrape, and do not count here
   */
  public MetricsHistory(MetricLimits limits) {
    this.names = new LabelValues(limits.labelLength());
    this.classes = limits.classes();
  }

  /**
   * Adds a measurement at the time of its last record.
   *
   * @param measurement any
   */
  public void put(Measurement measurement) {
    Labels view = view(measurement.id());
    long millis = measurement.span().lastTimestampMillis();
    put(measurement.id(), Series.of(measurement, view, names, classes), millis);
  }

  /**
   * Adds the rates of a slice at the time of its last record.
   *
   * @param slice any
   */
  public void put(SliceErrors slice) {
    put(slice.id(), Series.of(slice, view(slice.id())), slice.span().lastTimestampMillis());
  }

  private Labels view(MeasurementId id) {
    return names.view(names.cleaned(id.attempt().run()), id);
  }

  /** What is known of a run when its window ends, which is with a record. */
  private void put(MeasurementId id, List<Series> ofView, long millis) {
    Labels run = Labels.of("run", names.cleaned(id.attempt().run()));
    Labels attempt = run.add("attempt", Integer.toString(id.attempt().number()));
    put(RunMeters.INFO, attempt, millis, 1);
    put(RunMeters.LAST_SEEN, run, millis, millis / 1e3);
    for (Series series : ofView) {
      put(series.family(), series.point().getLabels(), millis, series.point().getValue());
    }
  }

  private void put(Family family, Labels labels, long millis, double value) {
    families
        .computeIfAbsent(family, f -> new LinkedHashMap<>())
        .computeIfAbsent(labels, l -> new TreeMap<>())
        .put(millis, value);
  }

  /**
   * How many samples there are.
   *
   * @return of all series
   */
  public long samples() {
    return families.values().stream()
        .flatMap(family -> family.values().stream())
        .mapToLong(Map::size)
        .sum();
  }

  /**
   * Writes all samples.
   *
   * @param out takes the text; is not closed
   * @throws IOException if it does not take it
   */
  public void write(Appendable out) throws IOException {
    for (var entry : families.entrySet()) {
      Family family = entry.getKey();
      out.append("# TYPE ").append(family.name()).append(" gauge\n");
      out.append("# HELP ").append(family.name()).append(' ');
      out.append(escaped(family.help())).append('\n');
      for (var series : entry.getValue().entrySet()) {
        String labelled = family.name() + "{" + text(series.getKey()) + "} ";
        for (Map.Entry<Long, Double> sample : series.getValue().entrySet()) {
          out.append(labelled).append(sample.getValue().toString()).append(' ');
          out.append(seconds(sample.getKey())).append('\n');
        }
      }
    }
    out.append("# EOF\n");
  }

  private static String text(Labels labels) {
    return labels.stream()
        .map(label -> label.getName() + "=\"" + escaped(label.getValue()) + "\"")
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
