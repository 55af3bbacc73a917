package io.stillwatch.codebook;

/**
 * When a codebook that follows a model is fitted again, and how hard a better one is looked for;
 * {@code docs/decisions/0013} says what the default rests on.
 *
 * @param toleratedShare rows that lie further off by a smaller share are no evidence, and a refit
 *     that serves them better by a smaller share is not taken; -1 for a refit at every look
 * @param swaps centres that are tried elsewhere in vain before a refit ends, at least 0
 */
public record RefitRule(double toleratedShare, int swaps) {
  /** The rule of a run. */
  public static final RefitRule DEFAULT = new RefitRule(0.01, 3);
}
