package io.stillwatch.snapshot;

import java.util.OptionalDouble;

/**
 * How well the rows of a window that shares none with the one before lie in the codebook of a layer
 * of vectors. All but the codes is found on {@value LabelledRows#MOST_LOOKED_AT} of them at most,
 * evenly taken.
 *
 * @param codes the number of codes K
 * @param deadCodes codes without a row
 * @param distortion mean squared distance from a normalised row to the centre of its code; for
 *     fitted clusters
 * @param outsideRatio share of rows that are further from the nearest centre than half the least
 *     distance between two centres; for supplied centres
 * @param resolutionLossNats what a cross-fitted linear readout knows about the label and the
 *     clusters do not, plug-in, negative where the clusters know more
 */
public record CodebookHealth(
    int codes,
    int deadCodes,
    OptionalDouble distortion,
    OptionalDouble outsideRatio,
    OptionalDouble resolutionLossNats) {

  /** The same where other rows than those looked at have codes too. */
  CodebookHealth withUsed(int used) {
    return deadCodes == codes - used
        ? this
        : new CodebookHealth(codes, codes - used, distortion, outsideRatio, resolutionLossNats);
  }
}
