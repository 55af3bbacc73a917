package io.stillwatch.benchmarks;

import java.util.Locale;

/**
 * What the {@link CoverageStudy} found of one estimate in one world.
 *
 * @param biasNats mean error, but for the luck of the draw
 * @param rootMeanSquareErrorNats the root of the mean of squared errors
 * @param coveredRatio share of data sets whose interval holds the truth, 0 to 1
 * @param halfWidthNats half of the mean length of the intervals
 */
record StudyFigures(
    double biasNats, double rootMeanSquareErrorNats, double coveredRatio, double halfWidthNats) {
  /** The larger errors and widths of two, and the smaller coverage. */
  StudyFigures orWorse(StudyFigures other) {
    return new StudyFigures(
        Math.abs(other.biasNats) > Math.abs(biasNats) ? other.biasNats : biasNats,
        Math.max(rootMeanSquareErrorNats, other.rootMeanSquareErrorNats),
        Math.min(coveredRatio, other.coveredRatio),
        Math.max(halfWidthNats, other.halfWidthNats));
  }

  /** The figures as one cell of a table, coverage in percent. */
  String cell() {
    return String.format(
        Locale.ROOT,
        "%+.4f / %.3f / %.1f / %.3f",
        biasNats,
        rootMeanSquareErrorNats,
        100 * coveredRatio,
        halfWidthNats);
  }
}
