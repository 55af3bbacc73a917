package io.stillwatch.demo.publishing;

import io.stillwatch.demo.training.Digits;
import io.stillwatch.demo.training.Distillation;
import io.stillwatch.demo.training.Mlp;
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
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.IntStream;

/**
 * One evaluation of the probe set as sample batches: class scores and last hidden layer of both
 * models, with sample ids and labels.
 */
public final class ProbePass {
  /** Some 100 kB a record, where Kafka takes 1 MiB. */
  static final int ROWS_A_PART = 200;

  static final String TASK = "digit";
  static final String LOGITS = "logits";
  static final String HIDDEN = "hidden";

  private ProbePass() {}

  /**
   * Evaluates teacher and student as they are now.
   *
   * @param distillation teacher and student
   * @param pass ordinal of the pass in its run, from 0
   * @param heldOut the probe, at least one digit
   * @return the pass in parts, each with other rows, all of them together
   */
  public static List<SampleBatch> parts(Distillation distillation, int pass, Digits heldOut) {
    int of = (heldOut.count() + ROWS_A_PART - 1) / ROWS_A_PART;
    List<SampleBatch> parts = new ArrayList<>();
    for (int part = 0; part < of; part++) {
      int first = part * ROWS_A_PART;
      int end = Math.min(first + ROWS_A_PART, heldOut.count());
      Digits digits = heldOut.rows(IntStream.range(first, end).toArray());
      parts.add(batch(distillation, new PassPart(Integer.toString(pass), part, of), digits));
    }
    return parts;
  }

  private static SampleBatch batch(Distillation distillation, PassPart part, Digits digits) {
    List<Representation> activations = new ArrayList<>();
    activations.addAll(layers(Role.TEACHER, "teacher", distillation.teacher(), digits));
    activations.addAll(layers(Role.STUDENT, "student", distillation.student().network(), digits));
    return new SampleBatch(
        new Attempt(distillation.run(), 0),
        new Moment(
            distillation.student().step(),
            OptionalDouble.of(distillation.student().epochs()),
            Optional.of(part),
            true),
        rows(digits),
        activations,
        Optional.empty(),
        0);
  }

  private static Rows rows(Digits digits) {
    List<Optional<Key>> labels = new ArrayList<>();
    for (int label : digits.labels()) {
      labels.add(Optional.of(new Key.Whole(label)));
    }
    List<Key> ids = new ArrayList<>();
    for (int id : digits.ids()) {
      ids.add(new Key.Whole(id));
    }
    return new Rows(
        digits.count(),
        Optional.of(ids),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Map.of(TASK, labels));
  }

  private static List<Representation> layers(Role role, String model, Mlp network, Digits digits) {
    float[][][] activations =
        Arrays.stream(digits.pixels()).map(network::activations).toArray(float[][][]::new);
    int last = activations[0].length - 1;
    boolean frozen = role == Role.TEACHER;
    return List.of(
        new Representation(role, model, LOGITS, frozen, Kind.SCORES, vectors(activations, last)),
        new Representation(
            role, model, HIDDEN, frozen, Kind.VECTORS, vectors(activations, last - 1)));
  }

  private static Values vectors(float[][][] activations, int layer) {
    int rows = activations.length;
    int dimension = activations[0][layer].length;
    float[] data = new float[rows * dimension];
    for (int row = 0; row < rows; row++) {
      System.arraycopy(activations[row][layer], 0, data, row * dimension, dimension);
    }
    return new Values.Vectors(data, rows, dimension);
  }
}
