package io.stillwatch.interval;

import io.stillwatch.pid.BrojaSolver;
import io.stillwatch.pid.Decomposition;
import io.stillwatch.pid.Solution;
import io.stillwatch.table.ApartTable;
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
    requireRows("effective rows", effectiveRows);
    JointDistribution distribution = JointDistribution.of(table.whole(), table.mix());
    Solution solution = BrojaSolver.solve(distribution);
    Influences influences = Influences.of(table.whole(), table.mix(), solution);
    return estimates(
        solution,
        Correction.of(table, solution, correction),
        new Sampling(
            influences.standardErrors(effectiveRows),
            influences.teacher().skewShift(effectiveRows),
            influences.student().skewShift(effectiveRows),
            effectiveRows / table.mix().largestFactor(table.whole().labelCounts())),
        StrictMath.log(occupiedLabels(distribution.labelTeacher())));
  }

  /**
   * Estimates from two samples that share no row, corrected by a jackknife over their blocks. What
   * depends on how teacher and student pair up, I(Y;T,S), I(T;S), I(T;S|Y) and synergy, means
   * nothing in these estimates.
   *
   * @param table with a label in common; rows that belong together stand in one block
   * @param teacherRows the number of independent rows of the teacher's sample; above 0
   * @param studentRows of the student's sample; above 0
   * @return estimates in nats
   * @throws IllegalArgumentException if there is no label in common, or a number of rows not above
   *     0
   */
  public static Estimates estimate(ApartTable table, double teacherRows, double studentRows) {
    requireRows("effective rows of the teacher", teacherRows);
    requireRows("effective rows of the student", studentRows);
    JointDistribution distribution = table.whole();
    Solution solution = BrojaSolver.solve(distribution);
    Influences ofTeacher = ApartInfluences.ofTeacher(table, solution);
    Influences ofStudent = ApartInfluences.ofStudent(table, solution);
    return estimates(
        solution,
        Jackknife.of(table, solution),
        new Sampling(
            ofTeacher.standardErrors(teacherRows).and(ofStudent.standardErrors(studentRows)),
            ofTeacher.teacher().skewShift(teacherRows),
            ofStudent.student().skewShift(studentRows),
            Math.min(
                teacherRows / table.mix().largestFactor(table.teacher().rowTotals()),
                studentRows / table.mix().largestFactor(table.student().rowTotals()))),
        StrictMath.log(occupiedLabels(distribution.labelTeacher())));
  }

  private static void requireRows(String what, double rows) {
    if (!(rows > 0)) {
      throw new IllegalArgumentException(what + " were " + rows + "; must be above 0");
    }
  }

  /**
   * What the rows themselves say of their uncertainty.
   *
   * @param errors by their influences
   * @param teacherShift by how much the interval of I(Y;T) is moved, in nats
   * @param studentShift by how much that of I(Y;S) is moved, in nats
   * @param rows how many rows the sample is worth where a row counts for most
   */
  private record Sampling(
      StandardErrors errors, double teacherShift, double studentShift, double rows) {}

  private static double occupiedLabels(PairDistribution labels) {
    int occupied = 0;
    for (int label = 0; label < labels.rows(); label++) {
      occupied += labels.rowProbability(label) > 0 ? 1 : 0;
    }
    return occupied;
  }

  private static Estimates estimates(
      Solution solution, Correction found, Sampling sampling, double mostNats) {
    Decomposition plugin = solution.decomposition();
    Decomposition corrected = found.corrected().projected(plugin.labelEntropy());
    Quantities shift = found.corrected().plus(-1, Quantities.of(solution));
    StandardErrors deviations =
        sampling
            .errors
            .orLarger(found.errors())
            .times(Estimate.NORMAL_QUANTILE)
            .and(StandardErrors.of(shift, solution));
    Intervals plain = new Intervals(mostNats, StrictMath.log1p(sampling.rows) / sampling.rows);
    Intervals solved = plain.widened(found.certificateNats());
    Estimate teacher =
        plain
            .moved(sampling.teacherShift)
            .around(corrected.teacherInformation(), deviations.teacher());
    Estimate student =
        plain
            .moved(sampling.studentShift)
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
