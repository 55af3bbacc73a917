package io.stillwatch.sample;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.IntUnaryOperator;
import java.util.stream.IntStream;

/** Small complete batches of given codes, for tests: sample ids 0, 1, 2, ... unless said. */
public final class Batches {
  private String run = "run";
  private int attempt;
  private long step;
  private Optional<PassPart> pass = Optional.empty();
  private int firstSample;
  private boolean ids = true;
  private Optional<long[]> weights = Optional.empty();
  private Optional<List<Key>> groups = Optional.empty();
  private Optional<List<String>> slices = Optional.empty();
  private final int rows;

  private Batches(int rows) {
    this.rows = rows;
  }

  public static Batches of(int rows) {
    return new Batches(rows);
  }

  public Batches run(String id) {
    run = id;
    return this;
  }

  public Batches attempt(int number) {
    attempt = number;
    return this;
  }

  public Batches step(long number) {
    step = number;
    return this;
  }

  public Batches pass(String id, int part, int of) {
    pass = Optional.of(new PassPart(id, part, of));
    return this;
  }

  public Batches from(int sample) {
    firstSample = sample;
    return this;
  }

  public Batches withoutIds() {
    ids = false;
    return this;
  }

  public Batches weights(long... units) {
    weights = Optional.of(units);
    return this;
  }

  /** Teacher code = label; the student's code is a function of the label. */
  public SampleBatch codes(int classes, IntUnaryOperator student) {
    int[] labels = IntStream.range(firstSample, firstSample + rows).map(i -> i % classes).toArray();
    return with(
        labels,
        codes(Role.TEACHER, labels),
        codes(Role.STUDENT, IntStream.of(labels).map(student).toArray()));
  }

  public static Representation codes(Role role, int[] codes) {
    String model = role == Role.TEACHER ? "teacher" : "student";
    return new Representation(
        role,
        model,
        "codes",
        role == Role.TEACHER,
        Representation.Kind.CODES,
        new Values.Codes(codes));
  }

  public static Representation vectors(Role role, int dimension, float... data) {
    String model = role == Role.TEACHER ? "teacher" : "student";
    return new Representation(
        role,
        model,
        "hidden",
        role == Role.TEACHER,
        Representation.Kind.VECTORS,
        new Values.Vectors(data, data.length / dimension, dimension));
  }

  /** Labels below 0 are none. */
  public SampleBatch with(int[] labels, Representation... activations) {
    List<Optional<Key>> column = new ArrayList<>();
    for (int label : labels) {
      column.add(label < 0 ? Optional.empty() : Optional.of(new Key.Whole(label)));
    }
    return with(Map.of("label", column), activations);
  }

  /** Activations alone, to be joined with labels from elsewhere. */
  public SampleBatch unlabelled(Representation... activations) {
    return with(Map.of(), activations);
  }

  public Batches slices(List<String> names) {
    slices = Optional.of(names);
    return this;
  }

  public Batches groups(List<Key> ids) {
    groups = Optional.of(ids);
    return this;
  }

  /** Labels of any tasks. */
  public SampleBatch with(Map<String, List<Optional<Key>>> labels, Representation... activations) {
    Optional<List<Key>> samples =
        ids
            ? Optional.of(
                IntStream.range(firstSample, firstSample + rows)
                    .mapToObj(i -> (Key) new Key.Whole(i))
                    .toList())
            : Optional.empty();
    return new SampleBatch(
        new Attempt(run, attempt),
        new Moment(step, OptionalDouble.empty(), pass, true),
        new Rows(rows, samples, groups, weights, slices, labels),
        List.of(activations),
        Optional.empty(),
        0);
  }
}
