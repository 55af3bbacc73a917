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
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.IntFunction;
import java.util.function.IntToDoubleFunction;
import java.util.function.IntToLongFunction;
import java.util.function.IntUnaryOperator;
import java.util.stream.IntStream;

/** A probe pass of n rows, each column a function of the row's number. */
final class Probe {
  static final String RUN = "run";

  private final int rows;
  private final Map<String, List<Optional<Key>>> labels = new LinkedHashMap<>();
  private final List<Representation> activations = new ArrayList<>();
  private boolean training;
  private int attempt;
  private Optional<List<Key>> groups = Optional.empty();
  private Optional<long[]> weights = Optional.empty();
  private Optional<List<String>> slices = Optional.empty();
  private long step;

  private Probe(int rows) {
    this.rows = rows;
  }

  static Probe of(int rows) {
    return new Probe(rows);
  }

  Probe step(long number) {
    step = number;
    return this;
  }

  /** Class labels; below 0 is none. */
  Probe label(String task, IntUnaryOperator value) {
    return column(
        task,
        row ->
            value.applyAsInt(row) < 0
                ? Optional.empty()
                : Optional.of(new Key.Whole(value.applyAsInt(row))));
  }

  Probe label(IntUnaryOperator value) {
    return label("label", value);
  }

  Probe realLabel(IntToDoubleFunction value) {
    return column("label", row -> Optional.of(new Key.Real(value.applyAsDouble(row))));
  }

  private Probe column(String task, IntFunction<Optional<Key>> value) {
    labels.put(task, IntStream.range(0, rows).mapToObj(value).toList());
    return this;
  }

  Probe teacher(IntUnaryOperator code) {
    return teacher("teacher", "codes", code);
  }

  Probe teacher(String model, String layer, IntUnaryOperator code) {
    return codes(Role.TEACHER, model, layer, code);
  }

  Probe student(IntUnaryOperator code) {
    return student("codes", code);
  }

  Probe student(String layer, IntUnaryOperator code) {
    return codes(Role.STUDENT, "student", layer, code);
  }

  private Probe codes(Role role, String model, String layer, IntUnaryOperator code) {
    int[] codes = IntStream.range(0, rows).map(code).toArray();
    return add(role, model, layer, Representation.Kind.CODES, new Values.Codes(codes));
  }

  /** One-hot scores of a class. */
  Probe scores(Role role, int classes, IntUnaryOperator predicted) {
    return oneHot(role, "logits", Representation.Kind.SCORES, classes, predicted);
  }

  /** One-hot vectors of a state: any sane codebook finds the states. */
  Probe vectors(Role role, String layer, int states, IntUnaryOperator state) {
    return oneHot(role, layer, Representation.Kind.VECTORS, states, state);
  }

  private Probe oneHot(
      Role role, String layer, Representation.Kind kind, int width, IntUnaryOperator state) {
    float[] data = new float[rows * width];
    for (int row = 0; row < rows; row++) {
      data[row * width + state.applyAsInt(row)] = 10;
    }
    String model = role == Role.TEACHER ? "teacher" : "student";
    return add(role, model, layer, kind, new Values.Vectors(data, rows, width));
  }

  private Probe add(
      Role role, String model, String layer, Representation.Kind kind, Values values) {
    activations.add(new Representation(role, model, layer, role == Role.TEACHER, kind, values));
    return this;
  }

  Probe groups(IntUnaryOperator group) {
    groups =
        Optional.of(
            IntStream.range(0, rows)
                .mapToObj(row -> (Key) new Key.Whole(group.applyAsInt(row)))
                .toList());
    return this;
  }

  /** In units of 2^-20. */
  Probe weights(IntToLongFunction units) {
    weights = Optional.of(IntStream.range(0, rows).mapToLong(units).toArray());
    return this;
  }

  Probe slices(IntFunction<String> name) {
    slices = Optional.of(IntStream.range(0, rows).mapToObj(name).toList());
    return this;
  }

  /** A batch of the training, and no pass. */
  Probe training() {
    training = true;
    return this;
  }

  Probe attempt(int number) {
    attempt = number;
    return this;
  }

  /** The pass as one record; its id is its step. */
  SampleBatch batch() {
    List<Key> ids = IntStream.range(0, rows).mapToObj(i -> (Key) new Key.Whole(i)).toList();
    return new SampleBatch(
        new Attempt(RUN, attempt),
        new Moment(
            step,
            OptionalDouble.empty(),
            training ? Optional.empty() : Optional.of(new PassPart("at " + step, 0, 1)),
            true),
        new Rows(rows, Optional.of(ids), groups, weights, slices, labels),
        activations,
        Optional.empty(),
        0);
  }
}
