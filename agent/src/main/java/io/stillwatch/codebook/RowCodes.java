package io.stillwatch.codebook;

import io.stillwatch.sample.Values;

/**
 * Codes of one representation's rows, asked for one by one. Rows of a record are mostly asked for
 * one after the other: at the second the codes of all are made, which costs less than each alone.
 * They are the same either way. Not thread-safe.
 */
public final class RowCodes {
  private Codebook codebook;
  private Values values;
  private int[] codes;
  private RowBlock block;

  /** Nothing was asked for yet. */
  public RowCodes() {}

  /**
   * The code of one row.
   *
   * @param by the codebook
   * @param of rows of the kind and dimension that the codebook is for
   * @param row 0 to {@code of.rows() - 1}, a finite row
   * @param half of the row
   * @return as the codebook says
   */
  @SuppressWarnings("ReferenceEquality")
  public int code(Codebook by, Values of, int row, Half half) {
    if (!(by instanceof KMeansCodebook clusters)) {
      return by.code(of, row, half);
    }
    if (by != codebook || of != values) {
      codebook = by;
      values = of;
      codes = null;
      return by.code(of, row, half);
    }
    if (codes == null) {
      int dimension = clusters.projection().dimension();
      if (block == null || block.dimension() != dimension) {
        block = new RowBlock(dimension);
      }
      codes = clusters.codes(of, block);
    }
    return codes[row];
  }
}
