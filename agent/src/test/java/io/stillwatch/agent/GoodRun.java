package io.stillwatch.agent;

import io.stillwatch.sample.Batches;
import io.stillwatch.sample.Representation;
import io.stillwatch.sample.Role;
import io.stillwatch.sample.SampleBatch;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

/**
 * A run whose numbers are known to the last bit because it was measured alone: passes of vectors
 * over 200 samples in two parts, of a student that learns one class after the other.
 *
 * @param name the run's id
 */
record GoodRun(String name) {
  static final int ROWS = 100;
  static final int CLASSES = 4;
  static final int DIMENSION = 4;

  /** So many records, in their order. */
  List<SampleBatch> records(int count) {
    List<SampleBatch> records = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      records.add(record(i));
    }
    return records;
  }

  SampleBatch record(int number) {
    int pass = number / 2;
    int part = number % 2;
    int[] labels = IntStream.range(0, ROWS).map(i -> i % CLASSES).toArray();
    int known = Math.min(CLASSES, 1 + pass / 8);
    int[] states = IntStream.of(labels).map(y -> Math.min(y, known)).toArray();
    return Batches.of(ROWS)
        .run(name)
        .attempt(1)
        .step(pass)
        .pass("p" + pass, part, 2)
        .from(part * ROWS)
        .with(labels, vectors(Role.TEACHER, labels, part), vectors(Role.STUDENT, states, number));
  }

  private static Representation vectors(Role role, int[] states, long seed) {
    Random random = new Random(31 * seed + (role == Role.TEACHER ? 0 : 1));
    float[] data = new float[states.length * DIMENSION];
    for (int i = 0; i < data.length; i++) {
      boolean own = i % DIMENSION == states[i / DIMENSION];
      data[i] = (float) ((own ? 6 : 0) + random.nextGaussian());
    }
    return Batches.vectors(role, DIMENSION, data);
  }
}
