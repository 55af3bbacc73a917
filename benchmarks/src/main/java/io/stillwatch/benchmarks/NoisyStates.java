package io.stillwatch.benchmarks;

import io.stillwatch.table.Seeds;
import java.io.PrintStream;
import java.util.Arrays;
import java.util.Random;

/**
 * Clusters and the readout where the truth is known: ten states along axes, in noise of variance 1.
 * The teacher's state is the label; the student's is with probability .4 a uniform one.
 */
final class NoisyStates {
  private static final int CLASSES = 10;
  private static final double CONFUSED = 0.4;

  private final PrintStream out;

  NoisyStates(PrintStream out) {
    this.out = out;
  }

  /**
   * How rows are made.
   *
   * @param bothEnds whether a state is at either end of its axis
   */
  private record Shape(int dimension, int length, int rows, boolean bothEnds) {
    String[] name() {
      return new String[] {
        Integer.toString(dimension), Integer.toString(length), Text.grouped(rows)
      };
    }

    float[] data(int[] states, Random random) {
      float[] data = new float[rows * dimension];
      for (int row = 0; row < rows; row++) {
        for (int i = 0; i < dimension; i++) {
          data[row * dimension + i] = (float) random.nextGaussian();
        }
        int end = bothEnds && random.nextBoolean() ? -length : length;
        data[row * dimension + states[row]] += end;
      }
      return data;
    }
  }

  void print() {
    out.printf("%n### Ten states in noise, which know 2.303 and .858 nats: plug-in nats%n%n");
    head();
    for (Shape shape :
        new Shape[] {
          new Shape(64, 10, 2_000, false),
          new Shape(64, 5, 600, false),
          new Shape(64, 3, 2_000, false),
          new Shape(256, 5, 600, false),
          new Shape(256, 5, 2_000, false)
        }) {
      line(shape, "10 clusters", CodeKind.clusters(CLASSES));
      line(shape, "readout", CodeKind.readout());
    }
    out.printf("%n### The same where a state lies at either end of its axis%n%n");
    head();
    Shape ends = new Shape(64, 10, 2_000, true);
    line(ends, "10 clusters", CodeKind.clusters(CLASSES));
    line(ends, "20 clusters", CodeKind.clusters(2 * CLASSES));
    line(ends, "readout", CodeKind.readout());
  }

  private void head() {
    Markdown.head(out, "numbers", "length", "rows", "codes", "I(Y;T)", "I(Y;S)");
  }

  private void line(Shape shape, String codes, CodeKind kind) {
    double[] teacher = new double[CodeKind.SEEDS];
    double[] student = new double[CodeKind.SEEDS];
    for (int seed = 0; seed < CodeKind.SEEDS; seed++) {
      Random random = Seeds.random(seed);
      int[] labels = random.ints(shape.rows(), 0, CLASSES).toArray();
      int[] states =
          Arrays.stream(labels)
              .map(label -> random.nextDouble() < CONFUSED ? random.nextInt(CLASSES) : label)
              .toArray();
      var found =
          Coded.decomposition(
              labels,
              kind.codes(shape.data(labels, random), labels, seed),
              kind.codes(shape.data(states, random), labels, seed));
      teacher[seed] = found.teacherInformation();
      student[seed] = found.studentInformation();
    }
    String[] name = shape.name();
    out.println(
        Markdown.line(
            name[0],
            name[1],
            name[2],
            codes,
            Spread.of(teacher).text(),
            Spread.of(student).text()));
  }
}
