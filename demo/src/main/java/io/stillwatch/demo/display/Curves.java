package io.stillwatch.demo.display;

import io.stillwatch.interval.Estimates;
import io.stillwatch.measure.Measurement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Redundancy and distillation gap of several runs against the step, side by side on one scale: an
 * SVG picture without scripts, readable on light and dark pages.
 */
public final class Curves {
  private static final int WIDTH = 900;
  private static final int HEIGHT = 360;
  private static final int LEFT = 56;
  private static final int RIGHT = 24;
  private static final int TOP = 112;
  private static final int BOTTOM = 52;
  private static final int BETWEEN = 30;
  private static final int MOST_TICKS = 6;
  private static final double HEADROOM = 1.03;

  private static final String STYLE =
      """
      <style>
        svg { --paper: #ffffff; --ink: #1c2128; --quiet: #656d76; --hair: #e4e7eb;
              --distilled: #0a69b7; --left: #c4570a; }
        @media (prefers-color-scheme: dark) {
          svg { --paper: #0d1117; --ink: #e6edf3; --quiet: #8d96a0; --hair: #272d35;
                --distilled: #58aefc; --left: #f2994a; }
        }
        text { font: 12px system-ui, -apple-system, "Segoe UI", "DejaVu Sans", sans-serif;
               fill: var(--quiet); }
        .title { font-size: 17px; font-weight: 600; fill: var(--ink); }
        .run { font-size: 14px; font-weight: 600; fill: var(--ink); }
        .verdict { font-size: 14px; font-style: italic; fill: var(--ink); }
        .since { font-size: 11px; }
        .verdict, .since { text-anchor: end; paint-order: stroke;
                           stroke: var(--paper); stroke-width: 4px; }
        .up { text-anchor: end; }
        .across { text-anchor: middle; }
        path { fill: none; stroke-linejoin: round; }
        .paper { fill: var(--paper); }
        .hair { stroke: var(--hair); }
        .teacher { stroke: var(--quiet); }
        .redundancy { stroke: var(--distilled); stroke-width: 2; }
        .gap { stroke: var(--left); stroke-width: 2; stroke-dasharray: 6 3; }
        .redundancy-band { fill: var(--distilled); fill-opacity: .18; }
        .gap-band { fill: var(--left); fill-opacity: .18; }
        .redundancy-end { fill: var(--distilled); }
        .gap-end { fill: var(--left); }
      </style>
      """;

  private final Svg svg = new Svg();
  private final Scale nats;

  private Curves(Scale nats) {
    this.nats = nats;
  }

  /**
   * Draws the picture.
   *
   * @param title what is seen
   * @param measurements of one pair of layers: one panel a run, in the order in which the runs
   *     first occur, each run's measurements in the order of their steps
   * @return an SVG file
   * @throws IllegalArgumentException if there are no measurements
   */
  public static String svg(String title, List<Measurement> measurements) {
    if (measurements.isEmpty()) {
      throw new IllegalArgumentException("measurements were none; must be at least 1");
    }
    double mostNats =
        measurements.stream().map(Measurement::estimates).mapToDouble(Curves::most).max().orElse(1);
    Curves curves = new Curves(new Scale(HEADROOM * mostNats, HEIGHT - BOTTOM, TOP));
    curves.draw(title, measurements);
    return curves.svg.toString();
  }

  private static double most(Estimates estimates) {
    return Stream.of(
            estimates.redundancy(), estimates.distillationGap(), estimates.teacherInformation())
        .mapToDouble(estimate -> estimate.upper())
        .max()
        .orElseThrow();
  }

  private void draw(String title, List<Measurement> measurements) {
    svg.raw(
        """
        <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 %1$d %2$d" width="%1$d" height="%2$d">
        """
            .formatted(WIDTH, HEIGHT));
    svg.raw(STYLE);
    svg.element("rect", "class", "paper", "width", "100%", "height", "100%");
    svg.words(title, LEFT, 32, "title");
    legend();
    natsAxis();
    panels(byRun(measurements), mostSteps(measurements));
    svg.words("optimiser step", (LEFT + WIDTH - RIGHT) / 2.0, HEIGHT - 12, "across");
    svg.raw("</svg>\n");
  }

  private void panels(Map<String, List<Measurement>> runs, double mostSteps) {
    double width = (WIDTH - LEFT - RIGHT - BETWEEN * (runs.size() - 1.0)) / runs.size();
    double left = LEFT;
    for (Map.Entry<String, List<Measurement>> run : runs.entrySet()) {
      Scale steps = new Scale(mostSteps, left, left + width);
      new Panel(svg, steps, nats).draw(run.getKey(), run.getValue());
      left += width + BETWEEN;
    }
  }

  /** At least 1, so that a run before its first step has an axis too. */
  private static double mostSteps(List<Measurement> measurements) {
    return measurements.stream().mapToDouble(m -> m.span().lastStep()).reduce(1, Math::max);
  }

  private static Map<String, List<Measurement>> byRun(List<Measurement> measurements) {
    Map<String, List<Measurement>> runs = new LinkedHashMap<>();
    for (Measurement measurement : measurements) {
      runs.computeIfAbsent(measurement.id().attempt().run(), run -> new ArrayList<>())
          .add(measurement);
    }
    return runs;
  }

  private void legend() {
    double y = 58;
    svg.line(LEFT, y - 4, LEFT + 26, y - 4, "redundancy");
    svg.words("redundancy: distilled", LEFT + 33, y, "legend");
    svg.line(LEFT + 186, y - 4, LEFT + 212, y - 4, "gap");
    svg.words("gap: left to distil", LEFT + 219, y, "legend");
    svg.line(LEFT + 350, y - 4, LEFT + 376, y - 4, "teacher");
    svg.words("I(Y;T): what the teacher knows about the label", LEFT + 383, y, "legend");
    svg.words("bands: 95 %", WIDTH - RIGHT, y, "up");
  }

  private void natsAxis() {
    for (double tick : nats.ticks(MOST_TICKS)) {
      svg.words(Svg.number(tick), LEFT - 8, nats.at(tick) + 4, "up");
    }
    svg.upwards("nats", 16, (TOP + HEIGHT - BOTTOM) / 2.0);
  }
}
