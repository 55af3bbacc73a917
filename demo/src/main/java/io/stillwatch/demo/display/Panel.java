package io.stillwatch.demo.display;

import io.stillwatch.interval.Estimate;
import io.stillwatch.interval.Estimates;
import io.stillwatch.measure.Measurement;
import io.stillwatch.measure.Verdict;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * One run of the picture.
 *
 * @param svg where to draw
 * @param steps the axis across
 * @param nats the axis up
 */
record Panel(Svg svg, Scale steps, Scale nats) {
  private static final int MOST_TICKS = 6;

  void draw(String run, List<Measurement> measurements) {
    axes();
    svg.words(run, steps.near(), nats.far() - 10, "run");
    band("gap-band", measurements, Estimates::distillationGap);
    band("redundancy-band", measurements, Estimates::redundancy);
    curve("teacher", measurements, Estimates::teacherInformation);
    curve("gap", measurements, Estimates::distillationGap);
    curve("redundancy", measurements, Estimates::redundancy);
    end("gap-end", measurements, Estimates::distillationGap);
    end("redundancy-end", measurements, Estimates::redundancy);
    verdict(measurements);
  }

  private void axes() {
    for (double tick : nats.ticks(MOST_TICKS)) {
      svg.line(steps.near(), nats.at(tick), steps.far(), nats.at(tick), "hair");
    }
    for (double tick : steps.ticks(MOST_TICKS)) {
      svg.line(steps.at(tick), nats.near(), steps.at(tick), nats.near() + 4, "hair");
      svg.words(
          String.format(Locale.ROOT, "%.0f", tick), steps.at(tick), nats.near() + 17, "across");
    }
  }

  private void band(
      String style, List<Measurement> measurements, Function<Estimates, Estimate> estimate) {
    List<String> upper = points(measurements, m -> estimate.apply(m.estimates()).upper());
    List<String> lower = points(measurements, m -> estimate.apply(m.estimates()).lower());
    Collections.reverse(lower);
    String outline =
        Stream.concat(upper.stream(), lower.stream()).collect(Collectors.joining("L", "M", "Z"));
    svg.element("path", "class", style, "d", outline);
  }

  private void curve(
      String style, List<Measurement> measurements, Function<Estimates, Estimate> estimate) {
    List<String> points = points(measurements, m -> estimate.apply(m.estimates()).value());
    svg.element("path", "class", style, "d", "M" + String.join("L", points));
  }

  private void end(
      String style, List<Measurement> measurements, Function<Estimates, Estimate> estimate) {
    Measurement last = measurements.get(measurements.size() - 1);
    String[] xy = point(last, estimate.apply(last.estimates()).value()).split(",", 2);
    svg.element("circle", "class", style, "cx", xy[0], "cy", xy[1], "r", "3");
  }

  private List<String> points(
      List<Measurement> measurements, ToDoubleFunction<Measurement> valueNats) {
    return measurements.stream()
        .map(measurement -> point(measurement, valueNats.applyAsDouble(measurement)))
        .collect(Collectors.toList());
  }

  private String point(Measurement measurement, double valueNats) {
    double step = measurement.span().lastStep();
    return Svg.number(steps.at(step)) + "," + Svg.number(nats.at(valueNats));
  }

  private void verdict(List<Measurement> measurements) {
    Measurement last = measurements.get(measurements.size() - 1);
    Verdict verdict = last.verdict();
    double y = nats.at(freeNats(last.estimates()));
    svg.words(verdict.word().replace('_', ' '), steps.far() - 8, y, "verdict");
    svg.words("since step " + since(verdict, measurements), steps.far() - 8, y + 15, "since");
  }

  /** The middle of the widest space between the curves' ends, so that the words hide none. */
  private double freeNats(Estimates estimates) {
    double[] levels = {
      0,
      estimates.redundancy().value(),
      estimates.distillationGap().value(),
      estimates.teacherInformation().value(),
      nats.largest()
    };
    Arrays.sort(levels);
    int widest = 1;
    for (int i = 2; i < levels.length; i++) {
      widest = levels[i] - levels[i - 1] > levels[widest] - levels[widest - 1] ? i : widest;
    }
    return (levels[widest] + levels[widest - 1]) / 2;
  }

  private static long since(Verdict verdict, List<Measurement> measurements) {
    int first = measurements.size() - 1;
    while (first > 0 && measurements.get(first - 1).verdict() == verdict) {
      first--;
    }
    return measurements.get(first).span().lastStep();
  }
}
