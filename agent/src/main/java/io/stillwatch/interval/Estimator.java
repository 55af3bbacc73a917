package io.stillwatch.interval;

import io.stillwatch.pid.BrojaSolver;
import io.stillwatch.pid.Decomposition;
import io.stillwatch.pid.Solution;
import io.stillwatch.table.BlockedTable;
import io.stillwatch.table.JointDistribution;
import java.util.Optional;

/**
 * Estimates a decomposition from a sample: the exact values of its table, corrected for bias by a
 * jackknife over the table's blocks, with intervals.
 *
 * <p>The half-width of an interval is 1.96 standard errors, by the influence functions of the
 * solved table, plus what the solver's certificates leave open. Intervals are centred at the
 * corrected value and clipped to what is possible, 0 to H(Y). In simulations with 10 classes, 10 x
 * 10 codes and 2,000 rows such intervals cover the redundancy in 93 to 99 of 100 cases and a gap
 * above 0 in 88 to 98; with 500 rows fewer.
 *
 * <p>Stateless; the same table gives the same bits.
 */
public final class Estimator {
  /** Of the normal distribution, for intervals of nominal 95 % coverage. */
  static final double NORMAL_QUANTILE = 1.96;

  private Estimator() {}

  /**
   * Estimates one table.
   *
   * @param table not empty; rows that belong together stand in one block
   * @param effectiveRows the number of independent rows, (sum of w)^2 / sum of w^2 over groups;
   *     above 0
   * @return estimates in nats
   * @throws IllegalArgumentException if the table is empty or the number of rows not above 0
   */
  public static Estimates estimate(BlockedTable table, double effectiveRows) {
    if (!(effectiveRows > 0)) {
      throw new IllegalArgumentException(
          "effective rows were " + effectiveRows + "; must be above 0");
    }
    Solution solution = BrojaSolver.solve(JointDistribution.of(table.whole()));
    Jackknife jackknife = Jackknife.of(table, solution);
    Decomposition plugin = solution.decomposition();
    Decomposition corrected = jackknife.corrected().projected(plugin.labelEntropy());
    StandardErrors errors = StandardErrors.of(table.whole(), solution, effectiveRows);
    Intervals intervals = new Intervals(plugin.labelEntropy(), jackknife.certificateNats());
    return new Estimates(
        plugin,
        corrected,
        intervals.around(corrected.redundancy(), errors.redundancy()),
        intervals.around(corrected.distillationGap(), errors.gap()),
        intervals.around(corrected.studentUnique(), errors.unique()),
        intervals.around(corrected.teacherInformation(), errors.teacher()),
        intervals.around(corrected.studentInformation(), errors.student()),
        ratio(corrected, errors, jackknife.certificateNats()),
        solution.gapNats());
  }

  /** Intervals between 0 and a most, wider by what the certificates leave open. */
  private record Intervals(double most, double certificate) {
    Estimate around(double centre, double standardError) {
      double half = NORMAL_QUANTILE * standardError + certificate;
      return new Estimate(
          centre,
          Quantities.clipped(centre - half, 0, centre),
          Quantities.clipped(centre + half, centre, Math.max(most, centre)));
    }
  }

  /** There is none where the teacher may know nothing. */
  private static Optional<Estimate> ratio(
      Decomposition corrected, StandardErrors errors, double certificateNats) {
    double teacher = corrected.teacherInformation();
    if (!(teacher - NORMAL_QUANTILE * errors.teacher() > 0)) {
      return Optional.empty();
    }
    double centre = Math.min(1, corrected.redundancy() / teacher);
    return Optional.of(
        new Intervals(1, certificateNats / teacher).around(centre, errors.distilledRatio()));
  }
}
