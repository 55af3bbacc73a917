package io.stillwatch.codebook;

import io.stillwatch.sample.Values;

/**
 * How rows lie in a codebook: one look at each row.
 *
 * @param rows the number of rows
 * @param distortion mean squared distance from a normalised row to the centre of its code
 * @param standardError of the distortion, as a mean of so many rows
 * @param secondHalfDistortion the distortion of the later half of the rows
 * @param drift mean squared distance, over rows, from the centre of a row's code to the mean of the
 *     rows that have it, among the components: what moving the centres would gain at least
 * @param rowsOfCode the number of rows of each code
 */
public record Fitness(
    int rows,
    double distortion,
    double standardError,
    double secondHalfDistortion,
    double drift,
    int[] rowsOfCode) {

  /**
   * Looks at rows.
   *
   * @param codebook the codebook
   * @param data row after row, finite numbers, at least one row
   * @return how they lie
   */
  public static Fitness of(KMeansCodebook codebook, float[] data) {
    int dimension = codebook.projection().dimension();
    int rows = data.length / dimension;
    int[] codes = codebook.codes(new Values.Vectors(data, rows, dimension));
    int[] rowsOfCode = new int[codebook.clusters()];
    double early = 0;
    double late = 0;
    double squares = 0;
    for (int row = 0; row < rows; row++) {
      rowsOfCode[codes[row]]++;
      double off = codebook.squaredDistance(data, row, codes[row]);
      squares += off * off;
      early += row < rows / 2 ? off : 0;
      late += row < rows / 2 ? 0 : off;
    }
    double mean = (early + late) / rows;
    double variance = Math.max(squares / rows - mean * mean, 0);
    double drift = drift(codebook, data, codes, rowsOfCode) / rows;
    return new Fitness(
        rows, mean, Math.sqrt(variance / rows), late / (rows - rows / 2), drift, rowsOfCode);
  }

  /**
   * The mean squared distance alone, which costs less.
   *
   * @param codebook the codebook
   * @param data row after row, finite numbers, at least one row
   * @param codes one a row
   * @return from a normalised row to the centre of its code
   */
  public static double distortion(KMeansCodebook codebook, float[] data, int[] codes) {
    double sum = 0;
    for (int row = 0; row < codes.length; row++) {
      sum += codebook.squaredDistance(data, row, codes[row]);
    }
    return sum / codes.length;
  }

  private static double drift(
      KMeansCodebook codebook, float[] data, int[] codes, int[] rowsOfCode) {
    int components = codebook.projection().components();
    double[] points = codebook.projection().project(data, codes.length);
    double[] off = new double[codebook.centres().length];
    for (int row = 0; row < codes.length; row++) {
      for (int j = 0; j < components; j++) {
        int at = codes[row] * components + j;
        off[at] += points[row * components + j] - codebook.centres()[at];
      }
    }
    double sum = 0;
    for (int i = 0; i < off.length; i++) {
      sum += off[i] * off[i] / Math.max(rowsOfCode[i / components], 1);
    }
    return sum;
  }

  /**
   * Codes without a row.
   *
   * @return 0 to K - 1
   */
  public int deadCodes() {
    int dead = 0;
    for (int count : rowsOfCode) {
      dead += count == 0 ? 1 : 0;
    }
    return dead;
  }
}
