package io.stillwatch.codebook;

/**
 * Lets a codebook follow a model that is being trained. A fresh codebook takes the place of the
 * known one only where it fits clearly better, so that a good one stays and codes keep their
 * meaning; a model that stands still never gets another.
 */
public final class RefitPolicy {
  /** A codebook that fits this much worse than a fresh one still fits. */
  static final double TOLERATED_SHARE = 0.05;

  private RefitPolicy() {}

  /**
   * The codebook to go on with.
   *
   * @param known the codebook so far
   * @param data the newest rows, row after row, finite numbers
   * @param settings of the known codebook
   * @param seed of the known codebook
   * @return the known one, or one fitted on these rows
   */
  public static KMeansCodebook followed(
      KMeansCodebook known, float[] data, CodebookSettings settings, long seed) {
    int dimension = known.projection().dimension();
    int rows = data.length / dimension;
    KMeansCodebook fresh = CodebookFitter.fit(data, rows, dimension, settings, seed);
    // Part of the lead of a fresh codebook is that it has seen the rows: about one in as many.
    double ownRows = (double) fresh.clusters() / rows;
    double tolerated = (1 + TOLERATED_SHARE + ownRows) * fresh.distortion(data);
    return known.distortion(data) > tolerated ? fresh : known;
  }
}
