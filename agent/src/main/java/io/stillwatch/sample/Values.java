package io.stillwatch.sample;

import java.util.BitSet;

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
   * @param notFinite the rows that hold NaN or an infinity, which are asked for again and again;
   *     like the numbers not to be written to
   */
  record Vectors(float[] data, int rows, int dimension, BitSet notFinite) implements Values {
    /** Checks that the shape matches the data. */
    public Vectors {
      if (data.length != (long) rows * dimension) {
        throw new IllegalArgumentException(
            "data had " + data.length + " numbers; must be " + rows + " x " + dimension);
      }
    }

    /**
     * Rows, of which it is still to be seen which are finite.
     *
     * @param data row after row, {@code rows * dimension} numbers
     * @param rows the number of rows
     * @param dimension numbers a row
     */
    public Vectors(float[] data, int rows, int dimension) {
      this(data, rows, dimension, new BitSet());
      for (int row = 0; row < rows; row++) {
        if (!isFinite(data, row * dimension, (row + 1) * dimension)) {
          notFinite.set(row);
        }
      }
    }

    /** What is finite gives 0 when it is multiplied by it; four sums, as one waits for itself. */
    private static boolean isFinite(float[] data, int first, int end) {
      float a = 0;
      float b = 0;
      float c = 0;
      float d = 0;
      int i = first;
      for (; i < end - 3; i += 4) {
        a += data[i] * 0;
        b += data[i + 1] * 0;
        c += data[i + 2] * 0;
        d += data[i + 3] * 0;
      }
      for (; i < end; i++) {
        a += data[i] * 0;
      }
      return a + b + c + d == 0;
    }

    @Override
    public boolean isFinite(int row) {
      return !notFinite.get(row);
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
