package io.stillwatch.pid;

import io.stillwatch.pid.BrojaProblem.Block;
import java.util.Arrays;
import java.util.stream.DoubleStream;

/**
 * A smaller problem with the same minimum, and the way back to the whole one.
 *
 * <p>Left out are states of a class with next to no mass: all of them together hold so much less
 * than the tolerance that they move I* by less than it, while numbers down to 1e-300 would be the
 * end of every linear system. Merged are states whose masses over the classes are proportional,
 * since together they say no more than one of them (a sufficient statistic; all states that one
 * class alone shows are such), and classes with equal shares of T and of S.
 *
 * <p>Nothing of this is trusted: points are lifted to the whole problem and judged there.
 */
final class Presolve {
  /**
   * How far below 0 a constraint's logarithm is put by a state that was left out: e^-40 adds
   * nothing to it, and costs 40 times next to no mass.
   */
  private static final double FAR_BELOW = 40;

  private final BrojaProblem whole;
  private final BrojaProblem core;

  /** By class, row and column of the whole: its place in the core, -1 where it was left out. */
  private final int[] classOf;

  private final int[] rowOf;
  private final int[] columnOf;

  private Presolve(
      BrojaProblem whole, BrojaProblem core, int[] classOf, int[] rowOf, int[] columnOf) {
    this.whole = whole;
    this.core = core;
    this.classOf = classOf;
    this.rowOf = rowOf;
    this.columnOf = columnOf;
  }

  /** Leaves a problem as it is. */
  static Presolve none(BrojaProblem problem) {
    return new Presolve(problem, problem, new int[0], new int[0], new int[0]);
  }

  /**
   * Makes a problem smaller.
   *
   * @param budget the mass that may be left out, on both sides together
   */
  static Presolve of(BrojaProblem whole, double budget) {
    double least = leastKept(whole, budget);
    boolean[] keptRow = kept(whole.rowMass, least);
    boolean[] keptColumn = kept(whole.columnMass, least);
    for (Block block : whole.blocks) {
      leaveOutUnlessBoth(block, keptRow, keptColumn);
    }
    MergedSide rows = MergedSide.of(whole, Side.ROWS, keptRow);
    MergedSide columns = MergedSide.of(whole, Side.COLUMNS, keptColumn);
    int[] classOf = MergedSide.equalClasses(rows, columns);
    BrojaProblem core = BrojaProblem.merged(whole, classOf, rows, columns);
    if (core.couplingSize == whole.couplingSize) {
      return none(whole);
    }
    Presolve presolve =
        new Presolve(
            whole, core, classOf, new int[whole.rowMass.length], new int[whole.columnMass.length]);
    presolve.place(Side.ROWS, keptRow, rows, presolve.rowOf);
    presolve.place(Side.COLUMNS, keptColumn, columns, presolve.columnOf);
    return presolve;
  }

  private void place(Side side, boolean[] kept, MergedSide merged, int[] placeOf) {
    for (int y = 0; y < classOf.length; y++) {
      int[] states = side.states(whole.blocks[y]);
      for (int i = 0; i < states.length; i++) {
        int entry = side.offset(whole.blocks[y]) + i;
        placeOf[entry] = -1;
        if (kept[entry]) {
          Block block = core.blocks[classOf[y]];
          int place = Arrays.binarySearch(side.states(block), merged.stateOf()[states[i]]);
          placeOf[entry] = side.offset(block) + place;
        }
      }
    }
  }

  /** The least mass that is kept, so that all that is left out adds up to the budget at most. */
  private static double leastKept(BrojaProblem whole, double budget) {
    double[] masses =
        DoubleStream.concat(Arrays.stream(whole.rowMass), Arrays.stream(whole.columnMass))
            .filter(mass -> mass <= budget)
            .sorted()
            .toArray();
    double sum = 0;
    for (double mass : masses) {
      sum += mass;
      if (sum > budget) {
        return mass;
      }
    }
    return budget;
  }

  private static boolean[] kept(double[] mass, double least) {
    boolean[] kept = new boolean[mass.length];
    for (int i = 0; i < mass.length; i++) {
      kept[i] = mass[i] >= least;
    }
    return kept;
  }

  /** A class that has lost one side loses the other. */
  private static void leaveOutUnlessBoth(Block block, boolean[] keptRow, boolean[] keptColumn) {
    int rowEnd = block.rowOffset() + block.rows().length;
    int columnEnd = block.columnOffset() + block.columns().length;
    if (!any(keptRow, block.rowOffset(), rowEnd)
        || !any(keptColumn, block.columnOffset(), columnEnd)) {
      Arrays.fill(keptRow, block.rowOffset(), rowEnd, false);
      Arrays.fill(keptColumn, block.columnOffset(), columnEnd, false);
    }
  }

  private static boolean any(boolean[] values, int first, int end) {
    for (int i = first; i < end; i++) {
      if (values[i]) {
        return true;
      }
    }
    return false;
  }

  /** What is left to be solved. */
  BrojaProblem core() {
    return core;
  }

  /** The problem that counts. */
  BrojaProblem whole() {
    return whole;
  }

  private boolean isWhole() {
    return core == whole;
  }

  /** A dual point of the core as one of the whole. */
  DualPoint lift(DualPoint point) {
    if (isWhole()) {
      return point;
    }
    double[] a = new double[whole.rowMass.length];
    double[] b = new double[whole.columnMass.length];
    for (int y = 0; y < classOf.length; y++) {
      Block block = whole.blocks[y];
      double highestA = 0;
      double highestB = 0;
      if (classOf[y] >= 0) {
        Block merged = core.blocks[classOf[y]];
        highestA = highest(point.a, merged.rowOffset(), merged.rows().length);
        highestB = highest(point.b, merged.columnOffset(), merged.columns().length);
      }
      for (int i = block.rowOffset(); i < block.rowOffset() + block.rows().length; i++) {
        a[i] = rowOf[i] >= 0 ? point.a[rowOf[i]] : -highestB - FAR_BELOW;
      }
      for (int j = block.columnOffset(); j < block.columnOffset() + block.columns().length; j++) {
        b[j] = columnOf[j] >= 0 ? point.b[columnOf[j]] : -highestA - FAR_BELOW;
      }
    }
    return new DualPoint(whole, a, b);
  }

  private static double highest(double[] values, int first, int count) {
    double highest = Double.NEGATIVE_INFINITY;
    for (int i = first; i < first + count; i++) {
      highest = Math.max(highest, values[i]);
    }
    return highest;
  }

  /** A coupling of the core, shared out among what was merged. */
  double[] lift(double[] coupling) {
    if (isWhole()) {
      return coupling;
    }
    double[] lifted = new double[whole.couplingSize];
    for (int y = 0; y < classOf.length; y++) {
      if (classOf[y] >= 0) {
        lift(coupling, whole.blocks[y], core.blocks[classOf[y]], lifted);
      }
    }
    return lifted;
  }

  private void lift(double[] coupling, Block block, Block merged, double[] lifted) {
    double classes = merged.mass() / block.mass();
    int e = block.offset();
    for (int i = block.rowOffset(); i < block.rowOffset() + block.rows().length; i++) {
      int row = rowOf[i];
      double share = row < 0 ? 0 : classes * whole.rowMass[i] / core.rowMass[row];
      int first = merged.offset() + (row - merged.rowOffset()) * merged.columns().length;
      int end = block.columnOffset() + block.columns().length;
      for (int j = block.columnOffset(); j < end; j++, e++) {
        int column = columnOf[j];
        if (row >= 0 && column >= 0) {
          lifted[e] =
              coupling[first + column - merged.columnOffset()]
                  * (share * whole.columnMass[j] / core.columnMass[column]);
        }
      }
    }
  }
}
