package io.stillwatch.wire;

import io.stillwatch.sample.Refusal;
import io.stillwatch.table.JointDistribution;
import io.stillwatch.table.TableShape;
import io.stillwatch.table.TripleTable;
import java.io.IOException;
import java.util.Arrays;

/** The cells of one table as a line names them: sparse, in any order, repeated or not. */
final class TableCells {
  static final int LARGEST_STATE = 65_535;

  /** Up to here a double holds every whole number. */
  static final long LARGEST_COUNT = 1L << 53;

  /** 8 million, 64 MiB of counts: only states that occur take room. */
  static final int MOST_CELLS = 1 << 23;

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
  static TableCells counts(Tokens tokens) throws IOException {
    TableCells cells = read(tokens, true);
    if (cells.total == 0) {
      throw tokens.refused(Refusal.INVALID_FIELD, "had the sum 0; must be at least 1");
    }
    return cells;
  }

  /** Reads [[y,t,s,p],...] with probabilities p. */
  static TableCells probabilities(Tokens tokens) throws IOException {
    return read(tokens, false);
  }

  private static TableCells read(Tokens tokens, boolean whole) throws IOException {
    TableCells cells = new TableCells(tokens, whole);
    tokens.array(TableShape.MOST_CELLS, index -> cells.readCell());
    if (cells.size == 0) {
      throw tokens.refused(Refusal.INVALID_FIELD, "had no cells; must have at least one");
    }
    cells.settleShape();
    return cells;
  }

  private void settleShape() throws IOException {
    int labels = renumbered(y);
    int teachers = renumbered(t);
    int students = renumbered(s);
    double cells = (double) labels * teachers * students;
    if (cells > MOST_CELLS) {
      throw tokens.refused(
          Refusal.INVALID_FIELD,
          "had states for %.0f cells; must be at most %d".formatted(cells, MOST_CELLS));
    }
    shape = new TableShape(labels, teachers, students);
  }

  /** Numbers the states that occur, in their order, and says how many they are. */
  private int renumbered(int[] column) {
    int[] occurring = Arrays.stream(column, 0, size).sorted().distinct().toArray();
    for (int i = 0; i < size; i++) {
      column[i] = Arrays.binarySearch(occurring, column[i]);
    }
    return occurring.length;
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
      probabilities[shape.index(y[i], t[i], s[i])] += values[i];
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
    return tokens.finite(0, 1 + JointDistribution.SUM_TOLERANCE);
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
