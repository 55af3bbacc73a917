package io.stillwatch.npy;

/**
 * What a file says about its array.
 *
 * @param type of the numbers
 * @param fortranOrder whether the first axis runs fastest in the file
 * @param shape the length of every axis, rows first
 */
record NpyHeader(NpyType type, boolean fortranOrder, int[] shape) {
  /** What one Java array holds. */
  static final int MOST_NUMBERS = Integer.MAX_VALUE - 8;

  /** All numbers; {@link #MOST_NUMBERS} and one where there are more. */
  int count() {
    long count = 1;
    for (int length : shape) {
      count = Math.min(count * length, MOST_NUMBERS + 1L);
    }
    return (int) count;
  }

  int rows() {
    return shape[0];
  }

  /** Numbers a row: further axes are flattened into it. */
  int dimension() {
    return count() / rows();
  }

  /** The place of a number row after row, from its place in the file. */
  int place(int inFile) {
    if (!fortranOrder) {
      return inFile;
    }
    int rest = inFile;
    int place = 0;
    for (int length : shape) {
      place = place * length + rest % length;
      rest /= length;
    }
    return place;
  }
}
