package io.stillwatch.codebook;

import java.util.Optional;

/**
 * A fitted codebook as it is stored and travels: single precision, so that another machine goes on
 * with the same bits. The arrays are not copied and must not change.
 *
 * @param kind what the numbers are
 * @param first of clusters the mean; of a readout the weights of the first half
 * @param second of clusters the axes; of a readout the biases of the first half
 * @param third of clusters the centres; of a readout the weights of the second half
 * @param fourth of clusters nothing; of a readout the biases of the second half
 */
public record StoredCodebook(
    Kind kind, float[] first, float[] second, float[] third, float[] fourth) {
  /** What a stored codebook is. */
  public enum Kind {
    /** A {@link KMeansCodebook}. */
    CLUSTERS,
    /** A {@link CrossFittedReadout}. */
    READOUT
  }

  /**
   * A codebook's numbers.
   *
   * @param codebook any
   * @return empty where nothing was fitted, so that nothing need be stored
   */
  public static Optional<StoredCodebook> of(Codebook codebook) {
    if (codebook instanceof KMeansCodebook clusters) {
      return Optional.of(
          new StoredCodebook(
              Kind.CLUSTERS,
              clusters.projection().mean(),
              clusters.projection().axes(),
              clusters.centres(),
              new float[0]));
    }
    return codebook instanceof CrossFittedReadout readout
        ? Optional.of(readout.stored())
        : Optional.empty();
  }

  /**
   * The codebook.
   *
   * @return with the fingerprint that it had
   * @throws IllegalArgumentException if the numbers are of other shapes
   */
  public Codebook codebook() {
    return switch (kind) {
      case CLUSTERS -> new KMeansCodebook(new Projection(first, second), third);
      case READOUT ->
          new CrossFittedReadout(new Readout(first, second), new Readout(third, fourth));
    };
  }
}
