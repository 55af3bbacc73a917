package io.stillwatch.demo.display;

import io.stillwatch.interval.Estimate;
import io.stillwatch.interval.Estimates;
import io.stillwatch.measure.Measurement;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * The latest measurements as lines of text, 96 columns wide: a function of what it is given. A bar
 * is as long as what the teacher knows, filled as far as it is distilled; all bars share one scale.
 */
public final class LiveTable {
  private static final String LEGEND =
      "█ distilled, ░ left to distil, of what the teacher knows; in nats, with 95 % intervals";
  private static final int BAR = 16;
  private static final int RUN = 10;
  private static final String FIRST_LAYER = "logits";

  private final double scaleNats;
  private final Ink ink;

  private LiveTable(double scaleNats, Ink ink) {
    this.scaleNats = scaleNats;
    this.ink = ink;
  }

  /**
   * Lays the table out.
   *
   * @param latest one measurement for each run and pair; runs are shown in the order in which they
   *     first occur, in each the logits first
   * @param rowsPerSecond rows that the agent counts
   * @param metricsAddress where the metrics are
   * @param ink how to set text off
   * @return a header, one line a measurement, and a footer of three lines; without line ends
   */
  public static List<String> lines(
      List<Measurement> latest, double rowsPerSecond, String metricsAddress, Ink ink) {
    double scaleNats = latest.stream().mapToDouble(LiveTable::teacherNats).max().orElse(0);
    LiveTable table = new LiveTable(scaleNats, ink);
    List<String> lines = new ArrayList<>();
    lines.add(ink.bold(header()));
    byRun(latest).values().forEach(run -> lines.addAll(table.run(run)));
    lines.add("");
    lines.add(ink.dim(LEGEND));
    lines.add(
        ink.dim(String.format(Locale.ROOT, "%,.0f rows/s   %s", rowsPerSecond, metricsAddress)));
    return lines;
  }

  private static String header() {
    return line(
        "run", "layer", "step", "redundancy", "gap", "distilled", pad("teacher knows"), "verdict");
  }

  private static Map<String, List<Measurement>> byRun(List<Measurement> latest) {
    Map<String, List<Measurement>> runs = new LinkedHashMap<>();
    for (Measurement measurement : latest) {
      runs.computeIfAbsent(measurement.id().attempt().run(), run -> new ArrayList<>())
          .add(measurement);
    }
    return runs;
  }

  private List<String> run(List<Measurement> measurements) {
    List<Measurement> sorted = new ArrayList<>(measurements);
    sorted.sort(Comparator.comparing(measurement -> !layer(measurement).equals(FIRST_LAYER)));
    List<String> lines = new ArrayList<>();
    for (Measurement measurement : sorted) {
      String run = lines.isEmpty() ? shortened(measurement.id().attempt().run()) : "";
      lines.add(row(run, measurement));
    }
    return lines;
  }

  private String row(String run, Measurement measurement) {
    Estimates estimates = measurement.estimates();
    String word = measurement.verdict().word().replace('_', ' ');
    return line(
        run,
        layer(measurement),
        Long.toString(measurement.span().lastStep()),
        nats(estimates.redundancy().value()),
        nats(estimates.distillationGap().value()),
        percent(estimates.distilledRatio()),
        bar(estimates),
        ink.verdict(measurement.verdict(), word));
  }

  private static String line(Object... cells) {
    return String.format(Locale.ROOT, "%-10s  %-7s %6s  %10s  %6s  %-15s  %s  %s", cells);
  }

  /** The student's layer: both sides of a pair have the same one here. */
  private static String layer(Measurement measurement) {
    String pair = measurement.id().pair();
    return pair.substring(pair.lastIndexOf('/') + 1);
  }

  private static String shortened(String run) {
    return run.length() <= RUN ? run : run.substring(0, RUN - 1) + "…";
  }

  private static String nats(double value) {
    return String.format(Locale.ROOT, "%.3f", value);
  }

  private static String percent(Optional<Estimate> ratio) {
    return ratio
        .map(
            r ->
                String.format(
                    Locale.ROOT,
                    "%3.0f %% (%.0f–%.0f)",
                    100 * r.value(),
                    100 * r.lower(),
                    100 * r.upper()))
        .orElse("  –");
  }

  private static double teacherNats(Measurement measurement) {
    Estimates estimates = measurement.estimates();
    return estimates.redundancy().value() + estimates.distillationGap().value();
  }

  private String bar(Estimates estimates) {
    double redundancyNats = estimates.redundancy().value();
    int distilled = cells(redundancyNats);
    int whole = cells(redundancyNats + estimates.distillationGap().value());
    // A teacher that knows next to nothing still has a trace.
    return pad(whole == 0 ? "▏" : "█".repeat(distilled) + "░".repeat(whole - distilled));
  }

  private int cells(double nats) {
    return scaleNats > 0 ? (int) Math.round(BAR * nats / scaleNats) : 0;
  }

  private static String pad(String text) {
    return text + " ".repeat(BAR - text.length());
  }
}
