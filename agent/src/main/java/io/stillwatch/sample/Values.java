package io.stillwatch.sample;

/** The rows of one representation, one row a sample. */
public sealed interface Values {
  /**
   * The number of rows.
   *
   * @return at least 1
   */
  int rows();

  /**
   * Whether every number of a row is finite.
   *
   * @param row 0 to {@code rows() - 1}
   * @return false where the row holds NaN or an infinity
   */
  boolean isFinite(int row);

  /**
   * Real vectors.
   *
   * @param data row after row, {@code rows * dimension} numbers
   * @param rows the number of rows
   * @param dimension numbers a row; further axes of a sent shape are flattened into it
   */
  record Vectors(float[] data, int rows, int dimension) implements Values {
    /** Checks that the shape matches the data. */
    public Vectors {
      if (data.length != (long) rows * dimension) {
        throw new IllegalArgumentException(
            "data had " + data.length + " numbers; must be " + rows + " x " + dimension);
      }
    }

    @Override
    public boolean isFinite(int row) {
      for (int i = row * dimension; i < (row + 1) * dimension; i++) {
        if (!Float.isFinite(data[i])) {
          return false;
        }
      }
      return true;
    }
  }

  /**
   * Codes that the user made.
   *
   * @param codes one a row, each at least 0
   */
  record Codes(int[] codes) implements Values {
    @Override
    public int rows() {
      return codes.length;
    }

    @Override
    public boolean isFinite(int row) {
      return true;
    }
  }
}
