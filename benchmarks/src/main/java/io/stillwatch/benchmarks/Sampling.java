package io.stillwatch.benchmarks;

import io.stillwatch.table.JointDistribution;
import io.stillwatch.table.TableShape;
import io.stillwatch.table.TripleTable;
import java.util.Arrays;
import java.util.Random;

/** Multinomial draws of rows from a distribution: its occupied cells, and their running sums. */
final class Sampling {
  private final TableShape shape;
  private final int[] cells;
  private final double[] upTo;

  private Sampling(TableShape shape, int[] cells, double[] upTo) {
    this.shape = shape;
    this.cells = cells;
    this.upTo = upTo;
  }

  static Sampling of(JointDistribution distribution) {
    TableShape shape = distribution.shape();
    int[] cells = new int[shape.cells()];
    double[] upTo = new double[cells.length];
    int occupied = 0;
    double sum = 0;
    for (int cell = 0; cell < cells.length; cell++) {
      double probability =
          distribution.probability(label(shape, cell), teacher(shape, cell), student(shape, cell));
      if (probability > 0) {
        sum += probability;
        cells[occupied] = cell;
        upTo[occupied++] = sum;
      }
    }
    return new Sampling(shape, Arrays.copyOf(cells, occupied), Arrays.copyOf(upTo, occupied));
  }

  /** The histogram of so many independent rows. */
  JointDistribution histogram(int rows, Random random) {
    return histogram(shape, rows(rows, random));
  }

  /** So many independent rows, each as the flat index of its cell. */
  int[] rows(int count, Random random) {
    double total = upTo[upTo.length - 1];
    int[] rows = new int[count];
    for (int row = 0; row < count; row++) {
      int found = Arrays.binarySearch(upTo, random.nextDouble() * total);
      rows[row] = cells[Math.min(found < 0 ? -found - 1 : found + 1, cells.length - 1)];
    }
    return rows;
  }

  /** The histogram of rows given as flat indices. */
  static JointDistribution histogram(TableShape shape, int[] rows) {
    TripleTable.Builder builder = TripleTable.builder(shape);
    for (int cell : rows) {
      builder.add(label(shape, cell), teacher(shape, cell), student(shape, cell), 1);
    }
    return JointDistribution.of(builder.build());
  }

  static int label(TableShape shape, int cell) {
    return cell / (shape.teacherStates() * shape.studentStates());
  }

  static int teacher(TableShape shape, int cell) {
    return cell / shape.studentStates() % shape.teacherStates();
  }

  static int student(TableShape shape, int cell) {
    return cell % shape.studentStates();
  }
}
