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
 * solved table, plus what the solver's certificates leave open: nothing for I(Y;T) and I(Y;S),
 * which need no solver and depend on their own pair's counts alone, to the last bit. Intervals are
 * centred at the corrected value and clipped to what is possible, 0 to the H(Y) of the table. In
 * simulations with 10 classes, 10 x 10 codes and 2,000 rows such intervals cover the redundancy in
 * 93 to 99 of 100 cases and a gap above 0 in 88 to 98. With fewer rows they are too narrow, as they
 * leave out how uncertain the correction is: at 500 rows a gap is covered in 80 to 90, at 200 in 58
 * to 80. Where the label mix is itself sampled, an information as large as H(Y) is as uncertain as
 * H(Y), which they leave out too.
 *
 * <p>Stateless; the same table gives the same bits.
 */
public final class Estimator {
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
    double certificate = jackknife.certificateNats();
    Intervals solved = new Intervals(plugin.labelEntropy(), certificate);
    Intervals plain = new Intervals(plugin.labelEntropy(), 0);
    Estimate teacher = plain.around(corrected.teacherInformation(), errors.teacher());
    return new Estimates(
        plugin,
        corrected,
        solved.around(corrected.redundancy(), errors.redundancy()),
        solved.around(corrected.distillationGap(), errors.gap()),
        solved.around(corrected.studentUnique(), errors.unique()),
        teacher,
        plain.around(corrected.studentInformation(), errors.student()),
        teacher.lower() > 0
            ? Optional.of(ratio(corrected, errors.distilledRatio(), certificate))
            : Optional.empty(),
        solution.gapNats());
  }

  /** Intervals between 0 and a most, wider by what the certificates leave open. */
  private record Intervals(double most, double certificate) {
    Estimate around(double centre, double standardError) {
      double half = Estimate.NORMAL_QUANTILE * standardError + certificate;
      return new Estimate(
          centre,
          Quantities.clipped(centre - half, 0, centre),
          Quantities.clipped(centre + half, centre, Math.max(most, centre)));
    }
  }

  private static Estimate ratio(
      Decomposition corrected, double standardError, double certificateNats) {
    double teacher = corrected.teacherInformation();
    double centre = Math.min(1, corrected.redundancy() / teacher);
    return new Intervals(1, certificateNats / teacher).around(centre, standardError);
  }
}
