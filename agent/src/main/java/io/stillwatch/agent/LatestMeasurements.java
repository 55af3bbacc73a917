package io.stillwatch.agent;

import io.stillwatch.interval.Estimate;
import io.stillwatch.measure.Measurement;
import io.stillwatch.snapshot.MeasurementId;
import io.stillwatch.status.PageRow;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The latest measurement of every view, as the page shows them; any thread. */
final class LatestMeasurements {
  /** Beyond it the view that was measured longest ago leaves the page. */
  private static final int MOST_VIEWS = 500;

  private final Map<View, Measurement> byView = new LinkedHashMap<>();

  private record View(String run, String pair, String task, String slice)
      implements Comparable<View> {
    private static final Comparator<View> ORDER =
        Comparator.comparing(View::run)
            .thenComparing(View::task)
            .thenComparing(View::pair)
            .thenComparing(View::slice);

    @Override
    public int compareTo(View other) {
      return ORDER.compare(this, other);
    }
  }

  synchronized void put(Measurement measurement) {
    MeasurementId id = measurement.id();
    View view = new View(id.attempt().run(), id.pair(), id.task(), id.slice());
    byView.remove(view);
    byView.put(view, measurement);
    if (byView.size() > MOST_VIEWS) {
      byView.remove(byView.keySet().iterator().next());
    }
  }

  synchronized List<PageRow> rows() {
    return new TreeMap<>(byView).values().stream().map(LatestMeasurements::row).toList();
  }

  private static PageRow row(Measurement measurement) {
    MeasurementId id = measurement.id();
    return new PageRow(
        id.attempt().run(),
        id.pair(),
        id.task(),
        id.slice(),
        Long.toString(measurement.span().lastStep()),
        String.format(Locale.ROOT, "%,.0f", measurement.span().samples()),
        nats(measurement.estimates().redundancy()),
        nats(measurement.estimates().distillationGap()),
        percent(measurement.estimates().distilledRatio()),
        measurement.verdict().word());
  }

  private static String nats(Estimate estimate) {
    return String.format(
        Locale.ROOT, "%.3f [%.3f, %.3f]", estimate.value(), estimate.lower(), estimate.upper());
  }

  private static String percent(Optional<Estimate> ratio) {
    return ratio
        .map(
            r ->
                String.format(
                    Locale.ROOT,
                    "%.0f %% [%.0f, %.0f]",
                    100 * r.value(),
                    100 * r.lower(),
                    100 * r.upper()))
        .orElse("");
  }
}
