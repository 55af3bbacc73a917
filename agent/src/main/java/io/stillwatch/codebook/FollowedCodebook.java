package io.stillwatch.codebook;

import java.util.Optional;

/**
 * A codebook that follows a model in training. It is fitted anew on evidence alone ({@link
 * Evidence}), from its last centres, and gives way only to one that fits clearly better, so that
 * codes keep their meaning and a model that stands still never gets another. Immutable: a look
 * gives the next one.
 *
 * @param codebook the codebook
 * @param reference how the rows lay in it when it was fitted, or when last a refit was tried in
 *     vain
 * @param newest how the newest rows lie in it
 * @param evidence why a refit was tried on the newest rows, if one was
 */
public record FollowedCodebook(
    KMeansCodebook codebook, Fitness reference, Fitness newest, Optional<Evidence> evidence) {

  /**
   * A codebook that was just fitted.
   *
   * @param codebook the codebook
   * @param data the rows that it was fitted on
   * @return followed from here
   */
  public static FollowedCodebook of(KMeansCodebook codebook, float[] data) {
    Fitness fitness = Fitness.of(codebook, data);
    return new FollowedCodebook(codebook, fitness, fitness, Optional.empty());
  }

  /**
   * Looks at new rows. Costs one look at each row, and a descent of k-means on evidence.
   *
   * @param data row after row, finite numbers
   * @param isPass whether their order says nothing about time
   * @param settings of the codebook
   * @param seed of new centres
   * @return the codebook to go on with, known or new
   */
  public FollowedCodebook followed(
      float[] data, boolean isPass, CodebookSettings settings, long seed) {
    Fitness now = Fitness.of(codebook, data);
    Optional<Evidence> why = Evidence.of(reference, now, isPass);
    if (why.isEmpty()) {
      return new FollowedCodebook(codebook, reference, now, why);
    }
    KMeansCodebook fresh = CodebookFitter.refit(codebook, data, settings, seed);
    Fitness after = Fitness.of(fresh, data);
    // Part of the lead of a fresh codebook is that it has seen the rows: about one in as many.
    double own = (double) fresh.clusters() / now.rows();
    double tolerated = (1 + Evidence.TOLERATED_SHARE + own) * after.distortion();
    return now.distortion() > tolerated
        ? new FollowedCodebook(fresh, after, after, why)
        : new FollowedCodebook(codebook, now, now, why);
  }
}
