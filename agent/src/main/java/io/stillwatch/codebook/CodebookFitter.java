package io.stillwatch.codebook;

import java.util.List;

/**
 * Fits codebooks of vectors as the paper does (METHOD.md section 3): rows of length 1, principal
 * components, k-means. Seeded: the same rows in the same order, settings and seed give the same
 * codebook, on one type of processor to the last bit.
 */
public final class CodebookFitter {
  /** The largest dimension that is fitted. */
  public static final int LARGEST_DIMENSION = 4_096;

  private CodebookFitter() {}

  /**
   * Fits a codebook.
   *
   * @param data row after row, {@code rows * dimension} finite numbers; a row of zeros stays zero
   * @param rows at least 1
   * @param dimension 1 to {@value #LARGEST_DIMENSION}
   * @param settings components are capped by what the rows span, centres by their distinct number
   * @param seed decides the starts of k-means
   * @return at least one centre
   * @throws IllegalArgumentException if rows, dimension, data or settings are not as said
   */
  public static KMeansCodebook fit(
      float[] data, int rows, int dimension, CodebookSettings settings, long seed) {
    check(data, rows, dimension, settings);
    Projection projection = PrincipalAxes.fit(data, rows, dimension, settings.components());
    double[] points = projection.project(data, rows);
    return stored(projection, KMeans.fit(points, projection.components(), settings, seed));
  }

  /**
   * Fits a codebook to new rows of the same layer, from where another one left off: a descent and
   * {@link Swaps}. Codes that live on keep their order.
   */
  static KMeansCodebook refit(
      KMeansCodebook known, float[] data, CodebookSettings settings, KMeans.Refit how) {
    int dimension = known.projection().dimension();
    int rows = data.length / dimension;
    check(data, rows, dimension, settings);
    Projection projection = PrincipalAxes.fit(data, rows, dimension, settings.components());
    double[] points = projection.project(data, rows);
    double[] centres = known.centresIn(projection);
    return stored(
        projection, KMeans.refit(points, centres, projection.components(), settings, how));
  }

  private static KMeansCodebook stored(Projection projection, double[] centres) {
    float[] stored = new float[centres.length];
    for (int i = 0; i < centres.length; i++) {
      stored[i] = (float) centres[i];
    }
    return new KMeansCodebook(projection, stored);
  }

  private static void check(float[] data, int rows, int dimension, CodebookSettings settings) {
    List<String> problems = settings.problems();
    if (!problems.isEmpty()) {
      throw new IllegalArgumentException(String.join("; ", problems));
    }
    if (dimension < 1 || dimension > LARGEST_DIMENSION) {
      throw new IllegalArgumentException(
          "dimension was " + dimension + "; must be between 1 and " + LARGEST_DIMENSION);
    }
    if (rows < 1 || data.length != (long) rows * dimension) {
      throw new IllegalArgumentException(
          "data had " + data.length + " numbers; must be " + rows + " x " + dimension);
    }
    for (int i = 0; i < data.length; i++) {
      if (!Float.isFinite(data[i])) {
        throw new IllegalArgumentException(
            "row " + i / dimension + " held " + data[i] + "; must be finite");
      }
    }
  }
}
