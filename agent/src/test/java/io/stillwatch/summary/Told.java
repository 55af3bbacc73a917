package io.stillwatch.summary;

import io.stillwatch.interval.Estimate;
import io.stillwatch.interval.Estimates;
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
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.TreeMap;

/**
 * Measurements whose numbers follow from one, the redundancy of a teacher that knows 2 of 2.25
 * nats; bounds are a sixteenth to either side.
 */
record Told(
    String run,
    int attempt,
    String pair,
    String slice,
    Optional<String> pass,
    long step,
    double redundancyNats,
    Verdict verdict,
    List<Hint> hints) {
  static final String LOGITS = "teacher/logits>student/logits";

  static Told of(String run) {
    return new Told(run, 0, LOGITS, "all", Optional.of("p"), 0, 1, Verdict.DISTILLING, List.of());
  }

  Told attempt(int changed) {
    return new Told(run, changed, pair, slice, pass, step, redundancyNats, verdict, hints);
  }

  Told view(String changedPair, String changedSlice) {
    return new Told(
        run, attempt, changedPair, changedSlice, pass, step, redundancyNats, verdict, hints);
  }

  Told window() {
    return new Told(
        run, attempt, pair, slice, Optional.empty(), step, redundancyNats, verdict, hints);
  }

  Told hint(Hint... given) {
    return new Told(run, attempt, pair, slice, pass, step, redundancyNats, verdict, List.of(given));
  }

  Measurement at(long atStep, double redundancy, Verdict said) {
    return new Told(run, attempt, pair, slice, pass, atStep, redundancy, said, hints).measurement();
  }

  private Measurement measurement() {
    double gap = 2 - redundancyNats;
    Decomposition exact =
        new Decomposition(redundancyNats, gap, .125, .0625, 2, 1.5, 2.25, 1, .5, 2.25);
    Estimates estimates =
        new Estimates(
            exact,
            exact,
            around(redundancyNats),
            around(gap),
            around(.125),
            around(2),
            around(redundancyNats + .125),
            Optional.of(around(redundancyNats / 2)),
            List.of(),
            1e-9);
    return new Measurement(
        new MeasurementId(new Attempt(run, attempt), pair, "class", slice, step),
        new Span(step, OptionalDouble.empty(), pass, 500, 20, pass.isPresent(), 1_000 * step),
        new Codebooks("argmax-10", "argmax-10", OptionalDouble.of(2.5)),
        new Reference("first", new TreeMap<>(), 0, 0),
        estimates,
        List.of(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        verdict,
        hints,
        Optional.empty(),
        Optional.empty());
  }

  private static Estimate around(double value) {
    return new Estimate(value, value - .0625, value + .0625);
  }
}
