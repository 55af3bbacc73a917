package io.stillwatch.wire;

import io.stillwatch.sample.Refusal;

/** The number of rows of a batch, on which all its columns must agree. */
final class RowCount {
  private final Tokens tokens;
  private int count;
  private String first;

  RowCount(Tokens tokens) {
    this.tokens = tokens;
  }

  void agree(String column, int rows) throws RefusedException {
    if (rows == 0) {
      throw tokens.refused(Refusal.INVALID_FIELD, "had 0 rows; must have at least 1");
    }
    if (first == null) {
      first = column;
      count = rows;
    }
    if (rows != count) {
      throw tokens.refused(
          Refusal.ROW_MISMATCH, "had " + rows + " rows; must have " + count + " as " + first);
    }
  }

  int count() {
    return count;
  }
}
