package io.stillwatch.demo.through;

import io.stillwatch.sample.Attempt;
import io.stillwatch.sample.Key;
import io.stillwatch.sample.Moment;
import io.stillwatch.sample.PassPart;
import io.stillwatch.sample.Representation;
import io.stillwatch.sample.Representation.Kind;
import io.stillwatch.sample.Role;
import io.stillwatch.sample.Rows;
import io.stillwatch.sample.SampleBatch;
import io.stillwatch.sample.Values;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Random;
import java.util.stream.IntStream;

/**
 * The student that knows k of ten classes: it tells classes 0 to k - 1 apart and merges the others.
 * A state is sent as a vector, ten times its unit vector plus noise of variance 1 in every
 * dimension, so that any sane codebook recovers it. The closed form of the gap is (10-k)/10
 * ln(10-k) nats.
 *
 * @param run the run's id
 * @param samples in the probe set, a multiple of ten
 * @param dimension of the vectors, at least 10
 */
record KnownClasses(String run, int samples, int dimension) {
  static final int CLASSES = 10;

  static double gapNats(int known) {
    int merged = CLASSES - known;
    return merged == 0 ? 0 : merged / 10.0 * Math.log(merged);
  }

  /** One pass in parts, of a teacher that knows the label and a student that knows k classes. */
  List<SampleBatch> pass(int known, long step, int parts, Kind kind) {
    List<SampleBatch> batches = new ArrayList<>();
    int rows = samples / parts;
    for (int part = 0; part < parts; part++) {
      int first = part * rows;
      int[] labels = IntStream.range(first, first + rows).map(i -> i % CLASSES).toArray();
      int[] states = IntStream.of(labels).map(y -> Math.min(y, known)).toArray();
      long seed = 31 * step + part;
      batches.add(
          new SampleBatch(
              new Attempt(run, 0),
              new Moment(
                  step,
                  OptionalDouble.empty(),
                  Optional.of(new PassPart("step-" + step, part, parts)),
                  true),
              rows(first, labels),
              List.of(
                  sent(Role.TEACHER, kind, labels, 1_000 + part),
                  sent(Role.STUDENT, kind, states, seed)),
              Optional.empty(),
              0));
    }
    return batches;
  }

  private static Rows rows(int first, int[] labels) {
    List<Key> ids = new ArrayList<>();
    List<Optional<Key>> column = new ArrayList<>();
    for (int i = 0; i < labels.length; i++) {
      ids.add(new Key.Whole(first + i));
      column.add(Optional.of(new Key.Whole(labels[i])));
    }
    return new Rows(
        labels.length,
        Optional.of(ids),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Map.of("label", column));
  }

  private Representation sent(Role role, Kind kind, int[] states, long seed) {
    Random random = new Random(seed);
    float[] data = new float[states.length * dimension];
    for (int i = 0; i < data.length; i++) {
      boolean own = i % dimension == states[i / dimension];
      data[i] = (float) ((own ? 10 : 0) + random.nextGaussian());
    }
    return new Representation(
        role,
        role == Role.TEACHER ? "teacher" : "student",
        kind == Kind.SCORES ? "logits" : "hidden",
        role == Role.TEACHER,
        kind,
        new Values.Vectors(data, states.length, dimension));
  }
}
