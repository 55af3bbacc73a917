package io.stillwatch.table;

import java.util.Arrays;

/**
 * A dense table of counts over two variables, row-major: a marginal of a {@link TripleTable}, with
 * the axes of {@link TableShape}. Immutable.
 */
public final class PairTable {
  private final int rows;
  private final int columns;
  private final long[] counts;

  /** Takes over the counts. */
  PairTable(int rows, int columns, long[] counts) {
    this.rows = rows;
    this.columns = columns;
    this.counts = counts;
  }

  /**
   * The number of rows.
   *
   * @return at least 1
   */
  public int rows() {
    return rows;
  }

  /**
   * The number of columns.
   *
   * @return at least 1
   */
  public int columns() {
    return columns;
  }

  /**
   * One count.
   *
   * @param row 0 to rows - 1
   * @param column 0 to columns - 1
   * @return at least 0, in the unit of the table
   */
  public long count(int row, int column) {
    TableShape.requireState("row", row, rows);
    TableShape.requireState("column", column, columns);
    return counts[row * columns + column];
  }

  /**
   * The sum of all counts.
   *
   * @return at least 0
   */
  public long total() {
    return Arrays.stream(counts).sum();
  }

  /**
   * The sums of the rows' counts.
   *
   * @return one a row, at least 0
   */
  public long[] rowTotals() {
    long[] totals = new long[rows];
    for (int i = 0; i < counts.length; i++) {
      totals[i / columns] += counts[i];
    }
    return totals;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof PairTable that
        && rows == that.rows
        && columns == that.columns
        && Arrays.equals(counts, that.counts);
  }

  @Override
  public int hashCode() {
    return 31 * rows + Arrays.hashCode(counts);
  }
}
