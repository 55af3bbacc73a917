package io.stillwatch.benchmarks;

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
import io.stillwatch.table.Seeds;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Random;
import java.util.stream.IntStream;

/** Runs of ten classes, by what their records hold of teacher and student. */
enum RunKind {
  SCORES("10 class scores", Kind.SCORES, 10, false),
  VECTORS_64("vectors of 64", Kind.VECTORS, 64, false),
  VECTORS_512("vectors of 512", Kind.VECTORS, 512, false),
  PASSES_64("vectors of 64, by probe passes", Kind.VECTORS, 64, true);

  private static final int CLASSES = 10;
  private static final int BATCH = 100;
  private static final int WINDOW = 2_000;

  private final String title;
  private final Kind kind;
  private final int dimension;
  private final boolean passes;

  RunKind(String title, Kind kind, int dimension, boolean passes) {
    this.title = title;
    this.kind = kind;
    this.dimension = dimension;
    this.passes = passes;
  }

  String title() {
    return title;
  }

  /** So many windows, or passes of as many rows. */
  List<SampleBatch> batches(int windows) {
    Random random = Seeds.random(Seeds.of("runs", name()));
    List<SampleBatch> batches = new ArrayList<>();
    for (int step = 0; step < windows; step++) {
      for (int part = 0; part < WINDOW / BATCH; part++) {
        batches.add(batch(random, step, part));
      }
    }
    return batches;
  }

  private SampleBatch batch(Random random, int step, int part) {
    int[] labels = random.ints(BATCH, 0, CLASSES).toArray();
    int first = passes ? part * BATCH : (step * WINDOW) + part * BATCH;
    List<Key> ids =
        IntStream.range(first, first + BATCH).mapToObj(i -> (Key) new Key.Whole(i)).toList();
    List<Optional<Key>> column =
        IntStream.of(labels).mapToObj(label -> Optional.of((Key) new Key.Whole(label))).toList();
    Rows rows =
        new Rows(
            BATCH,
            Optional.of(ids),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Map.of("label", column));
    return new SampleBatch(
        new Attempt("run", 0),
        moment(step, part),
        rows,
        List.of(layer(Role.TEACHER, labels, random), layer(Role.STUDENT, labels, random)),
        Optional.empty(),
        0);
  }

  private Moment moment(int step, int part) {
    Optional<PassPart> pass =
        passes ? Optional.of(new PassPart("pass-" + step, part, WINDOW / BATCH)) : Optional.empty();
    return new Moment(
        passes ? step : (long) step * WINDOW / BATCH + part, OptionalDouble.empty(), pass, passes);
  }

  /** Seven of ten rows say their class, the others any. */
  private Representation layer(Role role, int[] labels, Random random) {
    float[] data = new float[labels.length * dimension];
    for (int i = 0; i < data.length; i++) {
      data[i] = (float) random.nextGaussian();
    }
    for (int row = 0; row < labels.length; row++) {
      int said = random.nextInt(10) < 7 ? labels[row] : random.nextInt(CLASSES);
      data[row * dimension + said] += 10;
    }
    return new Representation(
        role,
        role == Role.TEACHER ? "teacher" : "student",
        kind == Kind.SCORES ? "logits" : "hidden",
        role == Role.TEACHER,
        kind,
        new Values.Vectors(data, labels.length, dimension));
  }
}
