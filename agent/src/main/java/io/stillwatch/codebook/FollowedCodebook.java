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
   * Whether new rows ask for a refit, by the default rule; nothing is fitted.
   *
   * @param data row after row, finite numbers
   * @param isPass whether they are of a pass over the probe set
   * @return why, if they do
   */
  public Optional<Evidence> newEvidence(float[] data, boolean isPass) {
    return Evidence.of(
        reference, Fitness.of(codebook, data), isPass, RefitRule.DEFAULT.toleratedShare());
  }

  /**
   * Looks at new rows by the default rule.
   *
   * @param data row after row, finite numbers
   * @param isPass whether they are a pass over the probe set
   * @param settings of the codebook
   * @param seed of new centres
   * @return the codebook to go on with, known or new
   */
  public FollowedCodebook followed(
      float[] data, boolean isPass, CodebookSettings settings, long seed) {
    return followed(data, isPass, settings, seed, RefitRule.DEFAULT);
  }

  /**
   * Looks at new rows. Costs one look at each row and, on evidence, a refit.
   *
   * @param data row after row, finite numbers
   * @param isPass whether they are a pass over the probe set
   * @param settings of the codebook
   * @param seed of new centres
   * @param rule what is worth a refit
   * @return the codebook to go on with, known or new
   */
  public FollowedCodebook followed(
      float[] data, boolean isPass, CodebookSettings settings, long seed, RefitRule rule) {
    Fitness now = Fitness.of(codebook, data);
    Optional<Evidence> why = Evidence.of(reference, now, isPass, rule.toleratedShare());
    if (why.isEmpty()) {
      return new FollowedCodebook(codebook, reference, now, why);
    }
    KMeans.Refit how = new KMeans.Refit(seed, rule.swaps());
    KMeansCodebook fresh = CodebookFitter.refit(codebook, data, settings, how);
    Fitness after = Fitness.of(fresh, data);
    // Part of the lead of a fresh codebook is that it has seen the rows and the known one has not.
    double seen = Evidence.unseen(reference, now.rows());
    return now.distortion() > (1 + rule.toleratedShare() + seen) * after.distortion()
        ? new FollowedCodebook(fresh, after, after, why)
        : new FollowedCodebook(codebook, now, now, why);
  }
}
