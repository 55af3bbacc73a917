package io.stillwatch.agent;

import io.stillwatch.interval.Estimate;
import io.stillwatch.measure.ClassGap;
import io.stillwatch.measure.Hint;
import io.stillwatch.measure.Measurement;
import io.stillwatch.measure.OverControl;
import io.stillwatch.snapshot.MeasurementId;
import io.stillwatch.snapshot.SliceErrors;
import io.stillwatch.status.PageRow;
import io.stillwatch.status.PageView;
import io.stillwatch.wire.MeasurementWriter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** The latest measurement of every view, as the page shows them; any thread. */
final class LatestMeasurements implements Sink {
  /** Beyond it the view that was measured longest ago leaves the page. */
  private static final int MOST_VIEWS = 500;

  private static final int CLASSES_SHOWN = 3;
  private static final int LABEL_POINTS = 24;

  private final Map<PageView, Measurement> byView = new LinkedHashMap<>();
  private final LiveControls controls = new LiveControls();
  private final String mark;

  /**
   * None yet.
   *
   * @param mark is added to the names of runs; empty where they are live
   */
  LatestMeasurements(String mark) {
    this.mark = mark;
  }

  @Override
  public synchronized void measured(Measurement measurement) {
    controls.put(measurement);
    PageView view = LivePage.view(measurement.id());
    byView.remove(view);
    byView.put(view, measurement);
    if (byView.size() > MOST_VIEWS) {
      byView.remove(byView.keySet().iterator().next());
    }
  }

  /** A slice turned out to be defined through the label: what was measured of it says nothing. */
  @Override
  public synchronized void counted(SliceErrors slice) {
    byView.remove(LivePage.view(slice.id()));
  }

  /** Its line, compared with its run's control, where that is under way too. */
  String line(Measurement measurement) {
    return MeasurementWriter.line(compared(measurement));
  }

  private synchronized Measurement compared(Measurement measurement) {
    return controls.over(measurement).map(measurement::with).orElse(measurement);
  }

  /** The latest lines. */
  synchronized Map<PageView, String> lines() {
    Map<PageView, String> lines = new TreeMap<>();
    byView.forEach((view, measurement) -> lines.put(view, line(measurement)));
    return lines;
  }

  synchronized List<PageRow> rows() {
    return new TreeMap<>(byView).values().stream().map(this::row).toList();
  }

  private PageRow row(Measurement measurement) {
    MeasurementId id = measurement.id();
    return new PageRow(
        id.attempt().run() + mark,
        id.pair(),
        id.task(),
        id.slice(),
        Long.toString(measurement.span().lastStep()),
        String.format(Locale.ROOT, "%,.0f", measurement.span().samples()),
        nats(measurement.estimates().redundancy()),
        nats(measurement.estimates().distillationGap()),
        byClass(measurement.gapByClass()),
        percent(measurement.estimates().distilledRatio()),
        controls.over(measurement).map(LatestMeasurements::words).orElse(""),
        measurement.verdict().word(),
        measurement.hints().stream().map(Hint::sentence).collect(Collectors.joining("; ")));
  }

  private static String words(OverControl over) {
    if (over instanceof OverControl.Compared compared) {
      return String.format(
          Locale.ROOT,
          "%+.3f [%+.3f, %+.3f] redundancy over %s",
          compared.redundancy().value(),
          compared.redundancy().lower(),
          compared.redundancy().upper(),
          shortened(compared.control()));
    }
    OverControl.NotComparable not = (OverControl.NotComparable) over;
    return "not comparable with %s: %s".formatted(shortened(not.control()), not.reason());
  }

  private static String nats(Estimate estimate) {
    return String.format(
        Locale.ROOT, "%.3f [%.3f, %.3f]", estimate.value(), estimate.lower(), estimate.upper());
  }

  /** Classes that show in the third place after the point, as people read it. */
  private static String byClass(List<ClassGap> gaps) {
    return gaps.stream()
        .limit(CLASSES_SHOWN)
        .filter(gap -> gap.nats() >= 0.0005)
        .map(gap -> String.format(Locale.ROOT, "%s: %.3f", shortened(gap.label()), gap.nats()))
        .collect(Collectors.joining(", "));
  }

  private static String shortened(String label) {
    int points = label.codePointCount(0, label.length());
    return points <= LABEL_POINTS
        ? label
        : label.substring(0, label.offsetByCodePoints(0, LABEL_POINTS - 1)) + "…";
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
