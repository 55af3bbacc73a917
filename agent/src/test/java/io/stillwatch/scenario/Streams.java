package io.stillwatch.scenario;

import io.stillwatch.sample.Attempt;
import io.stillwatch.sample.Key;
import io.stillwatch.sample.Moment;
import io.stillwatch.sample.PassPart;
import io.stillwatch.sample.Representation;
import io.stillwatch.sample.Role;
import io.stillwatch.sample.Rows;
import io.stillwatch.sample.SampleBatch;
import io.stillwatch.sample.Values;
import io.stillwatch.sample.Weight;
import io.stillwatch.table.Seeds;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Random;
import java.util.stream.IntStream;

/** Seeded streams of records as untidy as they come: late, twice, unlabelled, in new attempts. */
final class Streams {
  /** What the records of a stream carry. */
  enum Kind {
    /** Training batches with everything. */
    COMPLETE,
    /** Training batches, each role and the labels by themselves, not always in order. */
    PARTIAL,
    /** Probe passes in parts. */
    PASSES,
    /** Probe passes in parts, each role and the labels by themselves. */
    PARTIAL_PASSES,
    /** Training batches, each role with the labels by itself. */
    APART,
    /** Probe passes in parts, each role with the labels by itself. */
    APART_PASSES
  }

  /** A record. */
  record Sent(SampleBatch batch, long millis) {}

  private static final int ROWS = 40;
  private static final int CLASSES = 4;
  private static final int STEPS = 60;

  private final Random random;
  private final Kind kind;
  private final boolean passes;
  private final List<Sent> sent = new ArrayList<>();
  private double knows;
  private int attempt;
  private long clock = 1_000_000;

  private Streams(long seed, Kind kind) {
    this.random = Seeds.random(seed);
    this.kind = kind;
    this.passes = kind.name().endsWith("PASSES");
  }

  static List<Sent> of(Kind kind, long seed) {
    Streams streams = new Streams(seed, kind);
    for (int i = 0; i < STEPS; i++) {
      streams.step(i);
    }
    return streams.sent;
  }

  private void step(int i) {
    if (i == 42) {
      attempt++;
      clock += 7_200_000L * random.nextInt(2);
    }
    if (i == 25) {
      clock += 7_200_000;
    }
    knows = Math.min(1, i / 40.0);
    int step = i / (passes ? 4 : 1);
    for (SampleBatch record : cut(batch(step, i))) {
      put(record);
      if (random.nextInt(8) == 0) {
        put(record);
      }
    }
    if (random.nextInt(5) == 0 && sent.size() > 4) {
      sent.add(sent.get(sent.size() - 1 - random.nextInt(4)));
    }
  }

  private List<SampleBatch> cut(SampleBatch whole) {
    SampleBatch teacher = whole.only(Role.TEACHER);
    SampleBatch student = whole.only(Role.STUDENT);
    return switch (kind) {
      case COMPLETE, PASSES -> List.of(whole);
      case APART, APART_PASSES -> List.of(teacher, student);
      case PARTIAL, PARTIAL_PASSES -> {
        SampleBatch labels =
            new SampleBatch(
                whole.attempt(), whole.moment(), whole.rows(), List.of(), Optional.empty(), 0);
        SampleBatch first = bare(teacher);
        SampleBatch second = random.nextInt(3) > 0 ? student : bare(student);
        yield random.nextBoolean()
            ? List.of(first, second, labels)
            : List.of(labels, first, second);
      }
    };
  }

  private void put(SampleBatch batch) {
    clock += 300 + random.nextInt(1_500);
    sent.add(new Sent(batch, clock - random.nextInt(4_000)));
  }

  /** A role's record without the labels. */
  private static SampleBatch bare(SampleBatch batch) {
    Rows rows = batch.rows();
    return new SampleBatch(
        batch.attempt(),
        batch.moment(),
        new Rows(
            rows.count(), rows.samples(), rows.groups(), rows.weights(), rows.slices(), Map.of()),
        batch.activations(),
        Optional.empty(),
        0);
  }

  private SampleBatch batch(int step, int i) {
    int[] truth = IntStream.range(0, ROWS).map(r -> random.nextInt(CLASSES)).toArray();
    if (passes) {
      Random fixed = Seeds.random(900 + i % 4);
      truth = IntStream.range(0, ROWS).map(r -> fixed.nextInt(CLASSES)).toArray();
    }
    List<Key> ids = new ArrayList<>();
    Map<String, List<Optional<Key>>> labels = new LinkedHashMap<>();
    labels.put("class", new ArrayList<>());
    labels.put("real", new ArrayList<>());
    for (int row = 0; row < ROWS; row++) {
      ids.add(
          new Key.Whole(
              passes ? i % 4 * ROWS + row : random.nextInt(5) == 0 ? row : i * 100 + row));
      boolean labelled = (row + (passes ? 0 : i)) % 6 > 0;
      labels
          .get("class")
          .add(labelled ? Optional.of(new Key.Text("c" + truth[row])) : Optional.empty());
      labels
          .get("real")
          .add(
              labelled && row % 5 > 0
                  ? Optional.of(new Key.Real(truth[row] + row / 100.0))
                  : Optional.empty());
    }
    Rows rows =
        new Rows(
            ROWS,
            Optional.of(ids),
            Optional.empty(),
            Optional.of(
                IntStream.range(0, ROWS).mapToLong(r -> Weight.ONE * (1 + r % 3)).toArray()),
            Optional.of(
                IntStream.range(0, ROWS)
                    .mapToObj(r -> i > 10 && r % 2 == 0 ? "even" : "odd")
                    .toList()),
            labels);
    return new SampleBatch(
        new Attempt(Probe.RUN, attempt),
        new Moment(
            attempt > 0 ? step - 30 / (passes ? 4 : 1) : step,
            OptionalDouble.empty(),
            passes ? Optional.of(new PassPart("p" + step, i % 4, 4)) : Optional.empty(),
            passes),
        rows,
        List.of(
            vectors(Role.TEACHER, "a", truth, 1, passes ? 7 + i % 4 : i),
            vectors(Role.TEACHER, "b", truth, .7, passes ? 70 + i % 4 : i + 1_000),
            vectors(Role.STUDENT, "student", truth, knows, i + 2_000)),
        Optional.empty(),
        0);
  }

  private Representation vectors(Role role, String model, int[] truth, double knows, long seed) {
    Random noise = Seeds.random(seed);
    int width = 5;
    float[] data = new float[ROWS * width];
    for (int row = 0; row < ROWS; row++) {
      int state = noise.nextDouble() < knows ? truth[row] : noise.nextInt(CLASSES);
      for (int j = 0; j < width; j++) {
        data[row * width + j] =
            (float)
                ((j == state ? 3 : 0)
                    + noise.nextGaussian() * .5
                    + (role == Role.STUDENT ? knows : 0));
      }
    }
    return new Representation(
        role,
        model,
        "hidden",
        role == Role.TEACHER,
        Representation.Kind.VECTORS,
        new Values.Vectors(data, ROWS, width));
  }
}
