package io.stillwatch.metrics;

import io.prometheus.metrics.model.snapshots.GaugeSnapshot.GaugeDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.stillwatch.measure.Hint;
import io.stillwatch.measure.Measurement;
import io.stillwatch.measure.Verdict;
import io.stillwatch.snapshot.SliceErrors;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;

/**
 * A gauge with its labels and its value. Made when a measurement is published, so that a scrape has
 * nothing left to compute.
 *
 * @param family the metric that it is one of
 * @param point labels and value
 */
record Series(Family family, GaugeDataPointSnapshot point) {
  private static final Family VERDICT =
      new Family(
          "stillwatch_verdict",
          "What the estimates mean: 1 for the one verdict that holds, 0 for the others");
  private static final Family HINT =
      new Family(
          "stillwatch_hint",
          "What was noticed beside the verdict: 1 where it was; none of it is a verdict");
  private static final Family CLASS_GAP =
      new Family("stillwatch_class_gap_nats", "What one class contributes to the distillation gap");

  /** All series of one name. */
  record Family(String name, String help) {}

  /**
   * Everything that a measurement shows; a number that it does not have has no series.
   *
   * @param measurement any
   * @param view the labels of its run, pair, task and slice
   * @param names makes label values of the names of classes
   * @param mostClasses how many classes have a series, those first that contribute most
   */
  static List<Series> of(Measurement measurement, Labels view, LabelValues names, int mostClasses) {
    List<Series> series = new ArrayList<>();
    for (EstimateGauge gauge : EstimateGauge.ALL) {
      add(series, gauge, view, gauge.value().apply(measurement));
    }
    for (Verdict verdict : Verdict.values()) {
      boolean holds = measurement.verdict() == verdict;
      series.add(new Series(VERDICT, view.add("verdict", verdict.word()), holds ? 1 : 0));
    }
    for (Hint hint : Hint.values()) {
      boolean holds = measurement.hints().contains(hint);
      series.add(new Series(HINT, view.add("hint", hint.word()), holds ? 1 : 0));
    }
    Map<String, Double> classes = new LinkedHashMap<>();
    measurement.gapByClass().stream()
        .limit(mostClasses)
        .forEach(gap -> classes.put(names.cleaned(gap.label()), gap.nats()));
    classes.forEach(
        (name, nats) -> series.add(new Series(CLASS_GAP, view.add("class", name), nats)));
    return series;
  }

  /**
   * Everything that the rates of a slice show; one that is not defined has no series.
   *
   * @param slice one that is defined through the label
   * @param view the labels of its run, pair, task and slice
   */
  static List<Series> of(SliceErrors slice, Labels view) {
    List<Series> series = new ArrayList<>();
    add(
        series,
        EstimateGauge.TEACHER_ERROR,
        view,
        OptionalDouble.of(slice.errors().teacherRatio()));
    add(series, EstimateGauge.ERROR_INHERITANCE, view, slice.errors().inheritanceRatio());
    add(series, EstimateGauge.WINDOW_SAMPLES, view, OptionalDouble.of(slice.span().samples()));
    add(
        series,
        EstimateGauge.WINDOW_LAST_STEP,
        view,
        OptionalDouble.of((double) slice.span().lastStep()));
    return series;
  }

  private static void add(
      List<Series> series, EstimateGauge gauge, Labels view, OptionalDouble value) {
    value.ifPresent(number -> series.add(new Series(gauge.family(), view, number)));
  }

  private Series(Family family, Labels labels, double value) {
    this(family, new GaugeDataPointSnapshot(value, labels, null));
  }
}
