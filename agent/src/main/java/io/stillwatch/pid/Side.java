package io.stillwatch.pid;

import io.stillwatch.pid.BrojaProblem.Block;

/** One side of a problem: its rows, that is T, or its columns, that is S. */
enum Side {
  ROWS,
  COLUMNS;

  /** The states that a class has. */
  int[] states(Block block) {
    return this == ROWS ? block.rows() : block.columns();
  }

  /** Where a class's part of the side's vector begins. */
  int offset(Block block) {
    return this == ROWS ? block.rowOffset() : block.columnOffset();
  }

  /** The masses, a vector of the side. */
  double[] masses(BrojaProblem problem) {
    return this == ROWS ? problem.rowMass : problem.columnMass;
  }

  /** The number of states. */
  int count(BrojaProblem problem) {
    return (this == ROWS ? problem.rowMarginal : problem.columnMarginal).length;
  }
}
