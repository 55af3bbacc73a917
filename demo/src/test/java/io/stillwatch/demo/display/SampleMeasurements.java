package io.stillwatch.demo.display;

import io.stillwatch.interval.Estimate;
import io.stillwatch.interval.Estimates;
import io.stillwatch.measure.ClassGap;
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

/** Measurements made by hand: every interval is 1/16 to either side. */
record SampleMeasurements(String run, String layer, double teacherNats, Verdict verdict) {
  private static final double HALF = 0.0625;

  Measurement at(long step, double redundancyNats) {
    return at(step, redundancyNats, Optional.of(redundancyNats / teacherNats));
  }

  Measurement at(long step, double redundancyNats, Optional<Double> ratio) {
    double gapNats = teacherNats - redundancyNats;
    Decomposition atoms =
        new Decomposition(
            redundancyNats, gapNats, 0, 0, teacherNats, redundancyNats, teacherNats, 0, 0, 2.25);
    Estimates estimates =
        new Estimates(
            atoms,
            atoms,
            around(redundancyNats),
            around(gapNats),
            around(0),
            around(teacherNats),
            around(redundancyNats),
            ratio.map(r -> new Estimate(r, r - HALF, Math.min(1, r + HALF))),
            List.of(gapNats),
            1e-9);
    String pair = "teacher/" + layer + ">student/" + layer;
    return new Measurement(
        new MeasurementId(new Attempt(run, 0), pair, "digit", "all", step),
        new Span(step, OptionalDouble.empty(), Optional.of("p"), 797, 20, true, 7_000),
        new Codebooks("argmax-10", "argmax-10", OptionalDouble.of(Math.log(10))),
        new Reference("first", new TreeMap<>(Map.of("0", 1.0)), 0, 0),
        estimates,
        List.of(new ClassGap("0", gapNats)),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        verdict,
        List.of(),
        Optional.empty(),
        Optional.empty());
  }

  private static Estimate around(double value) {
    return new Estimate(value, Math.max(0, value - HALF), value + HALF);
  }
}
