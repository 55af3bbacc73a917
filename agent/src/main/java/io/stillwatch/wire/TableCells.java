package io.stillwatch.wire;

import io.stillwatch.sample.Refusal;
import io.stillwatch.table.CompensatedSum;
import io.stillwatch.table.JointDistribution;
import io.stillwatch.table.TableShape;
import io.stillwatch.table.TripleTable;
import java.io.IOException;
import java.util.Arrays;
import java.util.BitSet;

/** The cells of one table as a line names them: sparse, in any order, each at most once. */
final class TableCells {
  static final int LARGEST_STATE = 65_535;

  /** Up to here a double holds every whole number. */
  static final long LARGEST_COUNT = 1L << 53;

  /** How far probabilities may be from summing to 1: beyond rounding, a sum says what is wrong. */
  static final double SUM_TOLERANCE = 1e-9;

  private static final int AXES = 3;

  private final Tokens tokens;
  private final boolean whole;
  private int[] y = new int[64];
  private int[] t = new int[64];
  private int[] s = new int[64];
  private double[] values = new double[64];
  private int size;
  private long total;
  private TableShape shape;

  private TableCells(Tokens tokens, boolean whole) {
    this.tokens = tokens;
    this.whole = whole;
  }

  /** Reads [[y,t,s,n],...] with whole numbers n, at least one of them above 0. */
  static TableCells counts(Tokens tokens, int mostCells) throws IOException {
    TableCells cells = read(tokens, true, mostCells);
    if (cells.total == 0) {
      throw tokens.refused(Refusal.INVALID_FIELD, "had the sum 0; must be at least 1");
    }
    return cells;
  }

  /** Reads [[y,t,s,p],...] with probabilities p, whose sum is 1. */
  static TableCells probabilities(Tokens tokens, int mostCells) throws IOException {
    TableCells cells = read(tokens, false, mostCells);
    double sum = cells.sum();
    if (!(Math.abs(sum - 1) <= SUM_TOLERANCE)) {
      throw tokens.refused(
          Refusal.INVALID_FIELD,
          "had the sum %s; must be 1 to within %s".formatted(sum, SUM_TOLERANCE));
    }
    return cells;
  }

  private static TableCells read(Tokens tokens, boolean whole, int mostCells) throws IOException {
    TableCells cells = new TableCells(tokens, whole);
    tokens.array(mostCells, index -> cells.readCell());
    if (cells.size == 0) {
      throw tokens.refused(Refusal.INVALID_FIELD, "had no cells; must have at least one");
    }
    cells.settle(mostCells);
    return cells;
  }

  private double sum() {
    CompensatedSum sum = new CompensatedSum();
    for (int i = 0; i < size; i++) {
      sum.add(values[i]);
    }
    return sum.value();
  }

  /** Numbers the states that occur, in their order: only they take room. */
  private void settle(int mostCells) throws IOException {
    int[] labels = occurring(y);
    int[] teachers = occurring(t);
    int[] students = occurring(s);
    double cells = (double) labels.length * teachers.length * students.length;
    if (cells > mostCells) {
      throw tokens.refused(
          Refusal.TOO_LARGE,
          "had states for %.0f cells; must be at most %d".formatted(cells, mostCells));
    }
    shape = new TableShape(labels.length, teachers.length, students.length);
    renumber(labels, teachers, students);
  }

  private void renumber(int[] labels, int[] teachers, int[] students) throws IOException {
    BitSet named = new BitSet(shape.cells());
    for (int i = 0; i < size; i++) {
      int label = Arrays.binarySearch(labels, y[i]);
      int teacher = Arrays.binarySearch(teachers, t[i]);
      int student = Arrays.binarySearch(students, s[i]);
      int cell = shape.index(label, teacher, student);
      if (named.get(cell)) {
        throw tokens.refused(
            Refusal.INVALID_FIELD,
            "had the cell [%d,%d,%d] twice; must have it once".formatted(y[i], t[i], s[i]));
      }
      named.set(cell);
      y[i] = label;
      t[i] = teacher;
      s[i] = student;
    }
  }

  private int[] occurring(int[] column) {
    return Arrays.stream(column, 0, size).sorted().distinct().toArray();
  }

  TripleTable table() {
    TripleTable.Builder table = TripleTable.builder(shape);
    for (int i = 0; i < size; i++) {
      table.add(y[i], t[i], s[i], (long) values[i]);
    }
    return table.build();
  }

  JointDistribution distribution() {
    double[] probabilities = new double[shape.cells()];
    for (int i = 0; i < size; i++) {
      probabilities[shape.index(y[i], t[i], s[i])] = values[i];
    }
    return JointDistribution.ofProbabilities(shape, probabilities);
  }

  private void readCell() throws IOException {
    grow();
    int length = tokens.array(AXES + 1, this::readNumber);
    if (length != AXES + 1) {
      throw tokens.refused(
          Refusal.INVALID_FIELD,
          "had " + length + " numbers; must have 4: label, teacher, student, value");
    }
    size++;
  }

  private void readNumber(int column) throws IOException {
    switch (column) {
      case 0 -> y[size] = state();
      case 1 -> t[size] = state();
      case 2 -> s[size] = state();
      default -> values[size] = whole ? count() : probability();
    }
  }

  private int state() throws IOException {
    return (int) tokens.whole(0, LARGEST_STATE);
  }

  private long count() throws IOException {
    long count = tokens.whole(0, LARGEST_COUNT);
    if (count > Long.MAX_VALUE - total) {
      throw tokens.refused(
          Refusal.INVALID_FIELD, "made a sum of counts above " + Long.MAX_VALUE + ", the most");
    }
    total += count;
    return count;
  }

  private double probability() throws IOException {
    return tokens.finite(0, 1 + SUM_TOLERANCE);
  }

  private void grow() {
    if (size == values.length) {
      y = Arrays.copyOf(y, 2 * size);
      t = Arrays.copyOf(t, 2 * size);
      s = Arrays.copyOf(s, 2 * size);
      values = Arrays.copyOf(values, 2 * size);
    }
  }
}
