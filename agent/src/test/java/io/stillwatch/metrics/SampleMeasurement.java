package io.stillwatch.metrics;

import io.stillwatch.interval.Estimate;
import io.stillwatch.interval.Estimates;
import io.stillwatch.measure.AllRows;
import io.stillwatch.measure.ClassGap;
import io.stillwatch.measure.Hint;
import io.stillwatch.measure.Measurement;
import io.stillwatch.measure.Reference;
import io.stillwatch.measure.Verdict;
import io.stillwatch.pid.Decomposition;
import io.stillwatch.sample.Attempt;
import io.stillwatch.snapshot.Codebooks;
import io.stillwatch.snapshot.MeasurementId;
import io.stillwatch.snapshot.Span;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.TreeMap;

/**
 * Measurements whose numbers follow from one: the redundancy of a teacher that knows 2 nats. A
 * student that regresses is damaged here.
 */
record SampleMeasurement(
    String run,
    int attempt,
    String pair,
    String task,
    String slice,
    double redundancyNats,
    double rowsPerOccupiedCell,
    List<ClassGap> gapByClass,
    Verdict verdict) {
  static final String PAIR = "teacher/logits>student/logits";

  static SampleMeasurement of(String run) {
    return new SampleMeasurement(
        run,
        0,
        PAIR,
        "class",
        "all",
        1,
        20,
        List.of(new ClassGap("b", .75), new ClassGap("a", .25)),
        Verdict.DISTILLING);
  }

  SampleMeasurement run(String changed) {
    return new SampleMeasurement(
        changed,
        attempt,
        pair,
        task,
        slice,
        redundancyNats,
        rowsPerOccupiedCell,
        gapByClass,
        verdict);
  }

  SampleMeasurement attempt(int changed) {
    return new SampleMeasurement(
        run, changed, pair, task, slice, redundancyNats, rowsPerOccupiedCell, gapByClass, verdict);
  }

  SampleMeasurement pair(String changed) {
    return new SampleMeasurement(
        run,
        attempt,
        changed,
        task,
        slice,
        redundancyNats,
        rowsPerOccupiedCell,
        gapByClass,
        verdict);
  }

  SampleMeasurement slice(String changed) {
    return new SampleMeasurement(
        run,
        attempt,
        pair,
        task,
        changed,
        redundancyNats,
        rowsPerOccupiedCell,
        gapByClass,
        verdict);
  }

  SampleMeasurement redundancyNats(double changed) {
    return new SampleMeasurement(
        run, attempt, pair, task, slice, changed, rowsPerOccupiedCell, gapByClass, verdict);
  }

  SampleMeasurement rowsPerOccupiedCell(double changed) {
    return new SampleMeasurement(
        run, attempt, pair, task, slice, redundancyNats, changed, gapByClass, verdict);
  }

  SampleMeasurement verdict(Verdict changed) {
    return new SampleMeasurement(
        run, attempt, pair, task, slice, redundancyNats, rowsPerOccupiedCell, gapByClass, changed);
  }

  SampleMeasurement gapByClass(ClassGap changed) {
    return new SampleMeasurement(
        run,
        attempt,
        pair,
        task,
        slice,
        redundancyNats,
        rowsPerOccupiedCell,
        List.of(changed),
        verdict);
  }

  /** With a distilled ratio, unlabelled rows and error rates. */
  Measurement whole() {
    return measurement(
        Optional.of(around(redundancyNats / 2)),
        Optional.of(new AllRows(900, 1.25, 1.125)),
        Optional.of(new Measurement.PredictionErrors(.25, OptionalDouble.of(.5))));
  }

  /** Without anything optional. */
  Measurement bare() {
    return measurement(Optional.empty(), Optional.empty(), Optional.empty());
  }

  private Measurement measurement(
      Optional<Estimate> ratio,
      Optional<AllRows> allRows,
      Optional<Measurement.PredictionErrors> errors) {
    Decomposition corrected =
        new Decomposition(
            redundancyNats, 2 - redundancyNats, .125, .0625, 2, 1.5, 2.25, 1, .5, 2.3);
    Estimates estimates =
        new Estimates(
            corrected,
            corrected,
            around(redundancyNats),
            around(2 - redundancyNats),
            around(.125),
            around(2),
            around(1.5),
            ratio,
            List.of(.25, .75),
            1e-9);
    return new Measurement(
        new MeasurementId(new Attempt(run, attempt), pair, task, slice, 3),
        new Span(
            400, OptionalDouble.empty(), Optional.of("p"), 500, rowsPerOccupiedCell, true, 7_000),
        new Codebooks("argmax-10", "argmax-10", OptionalDouble.empty()),
        new Reference("first", new TreeMap<>(Map.of("a", .5, "b", .5)), 0, 0),
        estimates,
        gapByClass,
        allRows,
        errors,
        Optional.empty(),
        Optional.empty(),
        verdict,
        verdict == Verdict.REGRESSING ? List.of(Hint.STUDENT_DAMAGED) : List.of(),
        Optional.empty(),
        Optional.empty());
  }

  private static Estimate around(double value) {
    return new Estimate(value, value - .0625, value + .0625);
  }
}
