package io.stillwatch.interval;

import io.stillwatch.pid.BrojaSolver;
import io.stillwatch.pid.Solution;
import io.stillwatch.table.JointDistribution;
import io.stillwatch.table.LabelMix;
import io.stillwatch.table.Transitions;
import io.stillwatch.table.TripleTable;

/**
 * The change of the redundancy between two passes over the same samples. Each sample's influence is
 * compared with its own of the pass before, so most of the sampling noise cancels: where no code
 * changed, the change is 0 and so is its error.
 */
public final class PairedChange {
  private PairedChange() {}

  /**
   * Compares two passes, both at their own mix of labels.
   *
   * @param moves how the samples' codes changed; not empty
   * @param effectiveRows the number of independent rows; above 0
   * @return the change of the plug-in redundancy, whose bias is much the same in both passes
   */
  public static Change of(Transitions moves, double effectiveRows) {
    return of(moves, LabelMix.OWN, effectiveRows);
  }

  /**
   * Compares two passes, both read at one mix of labels.
   *
   * @param moves how the samples' codes changed; not empty
   * @param mix their own, or a stated one that has every label of theirs
   * @param effectiveRows the number of independent rows; above 0
   * @return the change of the plug-in redundancy, whose bias is much the same in both passes
   */
  public static Change of(Transitions moves, LabelMix mix, double effectiveRows) {
    if (!moves.anyChanged()) {
      return new Change(0, 0);
    }
    TripleTable table = moves.now();
    Solution before = BrojaSolver.solve(JointDistribution.of(moves.before(), mix));
    Solution now = BrojaSolver.solve(JointDistribution.of(table, mix));
    double certificate = (before.gapNats() + now.gapNats()) / 2;
    Strata gains = new Strata(mix.factors(table.labelCounts()), mix.isOwn());
    for (Transitions.Entry entry : moves.entries()) {
      gains.add(entry.label(), (double) entry.count(), gained(entry, before, now));
    }
    return new Change(
        now.decomposition().redundancy() - before.decomposition().redundancy(),
        Math.hypot(certificate, gains.scatter().standardError(effectiveRows)));
  }

  private static double gained(Transitions.Entry entry, Solution before, Solution now) {
    return now.redundancyInfluence(entry.label(), entry.teacherNow(), entry.studentNow())
        - before.redundancyInfluence(entry.label(), entry.teacherBefore(), entry.studentBefore());
  }
}
