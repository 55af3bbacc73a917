package io.stillwatch.interval;

import io.stillwatch.pid.BrojaSolver;
import io.stillwatch.pid.Decomposition;
import io.stillwatch.pid.Solution;
import io.stillwatch.table.BlockedTable;
import io.stillwatch.table.JointDistribution;
import io.stillwatch.table.PairDistribution;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Estimates a decomposition from a sample: the exact values of its table, corrected for bias, with
 * intervals of nominal 95 % coverage. Corrections are made on the informations and projected, so
 * that the identities of a decomposition hold among the corrected values too.
 *
 * <p>An interval is centred at the corrected value. Its half-width is the sum of
 *
 * <ul>
 *   <li>the root of (1.96 standard errors)^2 + correction^2. The standard error is the larger one
 *       of two: by the influence functions of the solved table, which small tables make too small,
 *       and by the correction's own resampling. The correction counts as it is an estimate too: as
 *       uncertain as it is large;
 *   <li>what one row more or less can do, ln(1 + n)/n for n independent rows: a row in a cell of
 *       its own. It matters where hardly a row is exceptional, and the few that are decide the
 *       error;
 *   <li>what the solver's certificates leave open: nothing for I(Y;T) and I(Y;S), which need no
 *       solver and depend on their own pair's counts alone, to the last bit.
 * </ul>
 *
 * <p>The intervals of I(Y;T) and I(Y;S) are moved by what the skewness of their influences does
 * ({@link Scatter#skewShift}): of a model that hardly errs a sample has by luck too few errors, and
 * then too narrow an interval too high. Those of what follows from I* are not. Near its edges the
 * skewness of its influences is the edge's, and to be moved away from there covered less.
 *
 * <p>A table that is read at a stated mix of labels is a stratified sample: the labels' shares are
 * given, only what scatters within a label counts ({@link Strata}), and the one row is one of the
 * label whose rows count for most.
 *
 * <p>Intervals are clipped to what is possible, 0 to the logarithm of the number of labels: H(Y)
 * itself is sampled. How well they cover is told, with the study that measured it, by {@code
 * docs/method.md}.
 *
 * <p>Stateless; the same table and correction give the same bits.
 */
public final class Estimator {
  private Estimator() {}

  /**
   * Estimates one table, corrected by a jackknife over its blocks.
   *
   * @param table not empty; rows that belong together stand in one block
   * @param effectiveRows the number of independent rows, (sum of w)^2 / sum of w^2 over groups;
   *     above 0
   * @return estimates in nats
   * @throws IllegalArgumentException if the table is empty or the number of rows not above 0
   */
  public static Estimates estimate(BlockedTable table, double effectiveRows) {
    return estimate(table, effectiveRows, new BiasCorrection.Jackknife());
  }

  /**
   * Estimates one table.
   *
   * @param table not empty; rows that belong together stand in one block
   * @param effectiveRows the number of independent rows, (sum of w)^2 / sum of w^2 over groups;
   *     above 0
   * @param correction how its bias is taken out
   * @return estimates in nats
   * @throws IllegalArgumentException if the table is empty or the number of rows not above 0
   */
  public static Estimates estimate(
      BlockedTable table, double effectiveRows, BiasCorrection correction) {
    if (!(effectiveRows > 0)) {
      throw new IllegalArgumentException(
          "effective rows were " + effectiveRows + "; must be above 0");
    }
    JointDistribution distribution = JointDistribution.of(table.whole(), table.mix());
    Solution solution = BrojaSolver.solve(distribution);
    Correction found = Correction.of(table, solution, correction);
    Influences influences = Influences.of(table.whole(), table.mix(), solution);
    Quantities shift = found.corrected().plus(-1, Quantities.of(solution));
    StandardErrors deviations =
        influences
            .standardErrors(effectiveRows)
            .orLarger(found.errors())
            .times(Estimate.NORMAL_QUANTILE)
            .and(StandardErrors.of(shift, solution));
    double counted = effectiveRows / table.mix().largestFactor(table.whole());
    double row = StrictMath.log1p(counted) / counted;
    double most = StrictMath.log(occupiedLabels(distribution.labelTeacher()));
    Skewness skewness =
        new Skewness(
            influences.teacher().skewShift(effectiveRows),
            influences.student().skewShift(effectiveRows));
    return estimates(solution, found, deviations, skewness, new Intervals(most, row));
  }

  /** By how much the intervals of I(Y;T) and I(Y;S) are moved, in nats. */
  private record Skewness(double teacherNats, double studentNats) {}

  private static double occupiedLabels(PairDistribution labels) {
    int occupied = 0;
    for (int label = 0; label < labels.rows(); label++) {
      occupied += labels.rowProbability(label) > 0 ? 1 : 0;
    }
    return occupied;
  }

  private static Estimates estimates(
      Solution solution,
      Correction found,
      StandardErrors deviations,
      Skewness skewness,
      Intervals plain) {
    Decomposition plugin = solution.decomposition();
    Decomposition corrected = found.corrected().projected(plugin.labelEntropy());
    Intervals solved = plain.widened(found.certificateNats());
    Estimate teacher =
        plain
            .moved(skewness.teacherNats)
            .around(corrected.teacherInformation(), deviations.teacher());
    Estimate student =
        plain
            .moved(skewness.studentNats)
            .around(corrected.studentInformation(), deviations.student());
    return new Estimates(
        plugin,
        corrected,
        solved.around(corrected.redundancy(), deviations.redundancy()),
        solved.around(corrected.distillationGap(), deviations.gap()),
        solved.around(corrected.studentUnique(), deviations.unique()),
        teacher,
        student,
        teacher.lower() > 0
            ? Optional.of(ratio(corrected, deviations.distilledRatio(), solved))
            : Optional.empty(),
        gapByLabel(solution, corrected.distillationGap()),
        solution.gapNats());
  }

  private static List<Double> gapByLabel(Solution solution, double gapNats) {
    return Arrays.stream(solution.gapShares()).mapToObj(share -> gapNats * share).toList();
  }

  /** Intervals between 0 and a most, which leave something open beside all deviations. */
  private record Intervals(double most, double open, double off) {
    Intervals(double most, double open) {
      this(most, open, 0);
    }

    Intervals widened(double nats) {
      return new Intervals(most, open + nats, off);
    }

    /** Centred so far above the value. */
    Intervals moved(double nats) {
      return new Intervals(most, open, nats);
    }

    Estimate around(double centre, double deviation) {
      double half = deviation + open;
      return new Estimate(
          centre,
          Quantities.clipped(centre + off - half, 0, centre),
          Quantities.clipped(centre + off + half, centre, Math.max(most, centre)));
    }
  }

  private static Estimate ratio(Decomposition corrected, double deviation, Intervals nats) {
    double teacher = corrected.teacherInformation();
    double centre = Math.min(1, corrected.redundancy() / teacher);
    return new Intervals(1, nats.open / teacher).around(centre, deviation);
  }
}
