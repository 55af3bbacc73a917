package io.stillwatch.pid;

import io.stillwatch.table.JointDistribution;
import io.stillwatch.table.PairDistribution;
import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * The minimisation behind a decomposition, with every zero dropped: couple P(t|y) with P(s|y) for
 * each label y so that I(Y;T,S) is least. It is made of P(y,t) and P(y,s) alone.
 *
 * <p>The words of the solver, used throughout this package. A <i>class</i> is a label of positive
 * probability; its <i>block</i> is its own states of T (<i>rows</i>) against its own states of S
 * (<i>columns</i>). A <i>cell</i> (t,s) is reachable if some block holds it. Three kinds of flat
 * arrays run through the blocks in their order:
 *
 * <ul>
 *   <li>a <i>row vector</i> holds one number a class and row, such as p(y,t) or the dual a_y(t);
 *   <li>a <i>column vector</i> one a class and column, such as p(y,s) or b_y(s);
 *   <li>a <i>coupling</i> one a class, row and column (row-major), such as x_y(t,s).
 * </ul>
 *
 * <p>A variable for a zero marginal does not exist; nothing here is ever log 0.
 */
final class BrojaProblem {
  /** The blocks of the classes, in the order of the labels. */
  final Block[] blocks;

  /** The state of T of every reachable cell. */
  final int[] cellRow;

  /** The state of S of every reachable cell. */
  final int[] cellColumn;

  /** P(t), over all states of T. */
  final double[] rowMarginal;

  /** P(s), over all states of S. */
  final double[] columnMarginal;

  /** P(y,t) as a row vector. */
  final double[] rowMass;

  /** P(y,s) as a column vector. */
  final double[] columnMass;

  /** The length of a coupling. */
  final int couplingSize;

  private BrojaProblem(Masses rows, Masses columns, int[] labels, double[] classMass) {
    int width = columns.marginal.length;
    int[] ids = cellIds(rows, columns, classMass.length);
    blocks = new Block[classMass.length];
    int size = 0;
    for (int y = 0; y < blocks.length; y++) {
      int[] cell = new int[rows.states[y].length * columns.states[y].length];
      int entry = 0;
      for (int row : rows.states[y]) {
        for (int column : columns.states[y]) {
          cell[entry++] = ids[row * width + column];
        }
      }
      blocks[y] =
          new Block(
              labels[y],
              classMass[y],
              rows.states[y],
              columns.states[y],
              rows.offset[y],
              columns.offset[y],
              size,
              cell);
      size += cell.length;
    }
    int cells = 0;
    for (int id : ids) {
      cells += id >= 0 ? 1 : 0;
    }
    cellRow = new int[cells];
    cellColumn = new int[cells];
    for (int place = 0; place < ids.length; place++) {
      if (ids[place] >= 0) {
        cellRow[ids[place]] = place / width;
        cellColumn[ids[place]] = place % width;
      }
    }
    rowMarginal = rows.marginal;
    columnMarginal = columns.marginal;
    rowMass = rows.mass;
    columnMass = columns.mass;
    couplingSize = size;
  }

  /** Numbers the reachable cells in the order of (t,s); -1 stands for others. */
  private static int[] cellIds(Masses rows, Masses columns, int classes) {
    int width = columns.marginal.length;
    int[] ids = new int[rows.marginal.length * width];
    Arrays.fill(ids, -1);
    for (int y = 0; y < classes; y++) {
      for (int row : rows.states[y]) {
        for (int column : columns.states[y]) {
          ids[row * width + column] = 0;
        }
      }
    }
    int next = 0;
    for (int place = 0; place < ids.length; place++) {
      ids[place] = ids[place] < 0 ? -1 : next++;
    }
    return ids;
  }

  /**
   * The problem of a distribution.
   *
   * @param distribution of label, teacher and student
   * @return teacher's states as rows, student's as columns
   */
  static BrojaProblem of(JointDistribution distribution) {
    return of(distribution.labelTeacher(), distribution.labelStudent());
  }

  /** Rows from the first pair, columns from the second: the two differ only in name. */
  static BrojaProblem of(PairDistribution labelRow, PairDistribution labelColumn) {
    int[] labels =
        IntStream.range(0, labelRow.rows()).filter(y -> labelRow.rowProbability(y) > 0).toArray();
    double[] mass = new double[labels.length];
    for (int y = 0; y < mass.length; y++) {
      mass[y] = labelRow.rowProbability(labels[y]);
    }
    return new BrojaProblem(
        Masses.of(labelRow, labels), Masses.of(labelColumn, labels), labels, mass);
  }

  /**
   * A problem whose states and classes are merged ones of another.
   *
   * @param whole the other
   * @param classOf the merged class of every class, numbered from 0; -1 where it is left out
   * @param rows its rows, merged
   * @param columns its columns, merged
   * @return the masses of every class scaled to add up to its own
   */
  static BrojaProblem merged(
      BrojaProblem whole, int[] classOf, MergedSide rows, MergedSide columns) {
    int classes = 1 + Arrays.stream(classOf).max().orElse(-1);
    int[] labels = new int[classes];
    int[] first = new int[classes];
    double[] mass = new double[classes];
    for (int y = classOf.length - 1; y >= 0; y--) {
      if (classOf[y] >= 0) {
        labels[classOf[y]] = whole.blocks[y].label();
        first[classOf[y]] = y;
        mass[classOf[y]] += whole.blocks[y].mass();
      }
    }
    return new BrojaProblem(
        Masses.of(rows, first, mass), Masses.of(columns, first, mass), labels, mass);
  }

  /** The number of reachable cells. */
  int cells() {
    return cellRow.length;
  }

  /** Columns that stay after one a class is fixed: the size of the dense system of the solver. */
  int freeColumns() {
    return columnMass.length - blocks.length;
  }

  /**
   * The numbers that eliminating all rows keeps: for each, its classes times their free columns.
   */
  long eliminationSize() {
    long[] classes = new long[rowMarginal.length];
    long[] free = new long[rowMarginal.length];
    for (Block block : blocks) {
      for (int row : block.rows()) {
        classes[row]++;
        free[row] += block.columns().length - 1;
      }
    }
    return IntStream.range(0, free.length).mapToLong(row -> classes[row] * free[row]).sum();
  }

  /**
   * One class.
   *
   * @param label y
   * @param mass p(y), above 0
   * @param rows its states of T
   * @param columns its states of S
   * @param rowOffset where its part of a row vector begins
   * @param columnOffset where its part of a column vector begins
   * @param offset where its part of a coupling begins
   * @param cell the reachable cell of every entry of its coupling, ascending
   */
  record Block(
      int label,
      double mass,
      int[] rows,
      int[] columns,
      int rowOffset,
      int columnOffset,
      int offset,
      int[] cell) {}

  /** One side of the problem: the states of every class, and their masses as one flat vector. */
  private record Masses(int[][] states, int[] offset, double[] mass, double[] marginal) {
    /** The shares of one class of every merged class, times its mass. */
    static Masses of(MergedSide side, int[] classes, double[] classMass) {
      int[][] states = new int[classes.length][];
      int[] offset = new int[classes.length];
      double[] marginal = new double[side.count()];
      int next = 0;
      for (int y = 0; y < classes.length; y++) {
        states[y] = side.states()[classes[y]];
        offset[y] = next;
        next += states[y].length;
      }
      double[] mass = new double[next];
      for (int y = 0; y < classes.length; y++) {
        double[] own = side.masses()[classes[y]];
        double scale = classMass[y] / Arrays.stream(own).sum();
        for (int i = 0; i < own.length; i++) {
          mass[offset[y] + i] = own[i] * scale;
          marginal[states[y][i]] += own[i] * scale;
        }
      }
      return new Masses(states, offset, mass, marginal);
    }

    static Masses of(PairDistribution pair, int[] labels) {
      int[][] states = new int[labels.length][];
      int[] offset = new int[labels.length];
      double[] mass = new double[labels.length * pair.columns()];
      double[] marginal = new double[pair.columns()];
      for (int i = 0; i < marginal.length; i++) {
        marginal[i] = pair.columnProbability(i);
      }
      int next = 0;
      for (int y = 0; y < labels.length; y++) {
        offset[y] = next;
        int[] found = new int[pair.columns()];
        for (int state = 0; state < found.length; state++) {
          double probability = pair.probability(labels[y], state);
          if (probability > 0) {
            found[next - offset[y]] = state;
            mass[next++] = probability;
          }
        }
        states[y] = Arrays.copyOf(found, next - offset[y]);
      }
      return new Masses(states, offset, Arrays.copyOf(mass, next), marginal);
    }
  }
}
