package io.stillwatch.codebook;

/**
 * Rows to fit a readout on.
 *
 * @param data row after row, {@code dimension} finite numbers each
 * @param dimension numbers a row, at least 1
 * @param labels the class of each row, 0 to {@code classes - 1}
 * @param halves the half of each row
 * @param classes at least 1
 */
public record LabelledVectors(
    float[] data, int dimension, int[] labels, Half[] halves, int classes) {
  /** Checks that the shapes match. */
  public LabelledVectors {
    if (dimension < 1 || data.length != (long) labels.length * dimension) {
      throw new IllegalArgumentException(
          "data had " + data.length + " numbers; must be " + labels.length + " x " + dimension);
    }
    if (halves.length != labels.length) {
      throw new IllegalArgumentException(
          "halves were " + halves.length + "; must be " + labels.length);
    }
    for (int label : labels) {
      if (label < 0 || label >= classes) {
        throw new IllegalArgumentException(
            "label was " + label + "; must be between 0 and " + (classes - 1));
      }
    }
  }

  /**
   * The number of rows.
   *
   * @return at least 0
   */
  public int rows() {
    return labels.length;
  }
}
