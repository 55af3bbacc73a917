package io.stillwatch.metrics;

import io.stillwatch.interval.Estimate;
import io.stillwatch.interval.Estimates;
import io.stillwatch.measure.AllRows;
import io.stillwatch.measure.Measurement;
import io.stillwatch.measure.Measurement.PredictionErrors;
import io.stillwatch.snapshot.Span;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.ToDoubleFunction;

/**
 * One number of a measurement as a gauge.
 *
 * @param family the metric's name, unit included, and what it says
 * @param value the number; empty where the measurement has none, and then there is no series
 */
record EstimateGauge(Series.Family family, Function<Measurement, OptionalDouble> value) {

  static final EstimateGauge WINDOW_SAMPLES =
      always(
          "window_samples",
          "Samples, by weight, that the estimates rest on",
          m -> m.span().samples());

  static final EstimateGauge WINDOW_LAST_STEP =
      always(
          "window_last_step", "The highest training step in the window", m -> m.span().lastStep());

  static final EstimateGauge TEACHER_ERROR =
      new EstimateGauge(
          "stillwatch_teacher_error_ratio",
          "Share of samples that the teacher predicts wrongly",
          m -> optional(m.errors().map(PredictionErrors::teacher)));

  static final EstimateGauge ERROR_INHERITANCE =
      new EstimateGauge(
          "stillwatch_error_inheritance_ratio",
          "Share of the teacher's errors that the student makes too",
          m -> m.errors().map(PredictionErrors::inherited).orElse(OptionalDouble.empty()));

  private EstimateGauge(String name, String help, Function<Measurement, OptionalDouble> value) {
    this(new Series.Family(name, help), value);
  }

  /** Every number of a measurement, in the order of DESIGN.md section 4. */
  static final List<EstimateGauge> ALL = all();

  private static List<EstimateGauge> all() {
    List<EstimateGauge> all = new ArrayList<>();
    all.addAll(
        nats(
            "redundancy",
            "Distilled knowledge: what teacher and student both know about the label",
            Estimates::redundancy));
    all.addAll(
        nats(
            "distillation_gap",
            "Knowledge left to distil: what the teacher knows about the label and the student not",
            Estimates::distillationGap));
    all.addAll(
        nats(
            "student_unique",
            "What the student knows about the label and the teacher not",
            Estimates::studentUnique));
    all.addAll(
        nats(
            "teacher_information",
            "I(Y;T), what the teacher knows about the label",
            Estimates::teacherInformation));
    all.addAll(
        nats(
            "student_information",
            "I(Y;S), what the student knows about the label",
            Estimates::studentInformation));
    all.addAll(
        bounded(
            "distilled",
            "ratio",
            "Redundancy as a share of the teacher's information",
            Estimates::distilledRatio));
    all.addAll(unbounded());
    return List.copyOf(all);
  }

  private static List<EstimateGauge> nats(
      String name, String help, Function<Estimates, Estimate> estimate) {
    return bounded(name, "nats", help, e -> Optional.of(estimate.apply(e)));
  }

  private static List<EstimateGauge> bounded(
      String name, String unit, String help, Function<Estimates, Optional<Estimate>> estimate) {
    return List.of(
        bound(name + "_" + unit, help, estimate, Estimate::value),
        bound(name + "_lower_" + unit, "Lower 95 % bound of: " + help, estimate, Estimate::lower),
        bound(name + "_upper_" + unit, "Upper 95 % bound of: " + help, estimate, Estimate::upper));
  }

  private static EstimateGauge bound(
      String name,
      String help,
      Function<Estimates, Optional<Estimate>> estimate,
      Function<Estimate, Double> value) {
    return new EstimateGauge(
        "stillwatch_" + name, help, m -> optional(estimate.apply(m.estimates()).map(value)));
  }

  private static OptionalDouble optional(Optional<Double> value) {
    return value.map(OptionalDouble::of).orElse(OptionalDouble.empty());
  }

  private static List<EstimateGauge> unbounded() {
    return List.of(
        always(
            "label_entropy_nats",
            "H(Y), the entropy of the label",
            m -> m.estimates().corrected().labelEntropy()),
        where(
            Span::joined,
            "copying_nats",
            "I(T;S), what the student's codes say about the teacher's",
            m -> m.estimates().corrected().copying()),
        new EstimateGauge(
            "stillwatch_copying_all_rows_nats",
            "I(T;S) over all rows of the window, labelled or not",
            m -> optional(m.allRows().map(AllRows::copying))),
        always(
            "certificate_gap_nats",
            "Width of the certified interval around the solver's minimum",
            m -> m.estimates().certificateGapNats()),
        joint(
            "synergy_nats",
            "What only teacher and student together tell about the label",
            m -> m.estimates().corrected().synergy()),
        joint(
            "joint_information_nats",
            "I(Y;T,S), what teacher and student together know about the label",
            m -> m.estimates().corrected().jointInformation()),
        joint(
            "nuisance_copying_nats",
            "I(T;S|Y), what the student copies that is not about the label",
            m -> m.estimates().corrected().nuisanceCopying()),
        WINDOW_SAMPLES,
        WINDOW_LAST_STEP,
        TEACHER_ERROR,
        ERROR_INHERITANCE);
  }

  private static EstimateGauge always(
      String name, String help, ToDoubleFunction<Measurement> value) {
    return new EstimateGauge(
        "stillwatch_" + name, help, m -> OptionalDouble.of(value.applyAsDouble(m)));
  }

  /** A term of the triple table, which a small sample does not show. */
  private static EstimateGauge joint(
      String name, String help, ToDoubleFunction<Measurement> value) {
    return where(Span::jointTermsEstimable, name, help, value);
  }

  private static EstimateGauge where(
      Predicate<Span> known, String name, String help, ToDoubleFunction<Measurement> value) {
    return new EstimateGauge(
        "stillwatch_" + name,
        help,
        m ->
            known.test(m.span())
                ? OptionalDouble.of(value.applyAsDouble(m))
                : OptionalDouble.empty());
  }
}
