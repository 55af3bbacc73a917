package io.stillwatch.interval;

import io.stillwatch.pid.BrojaSolver;
import io.stillwatch.pid.Solution;
import io.stillwatch.table.JointDistribution;
import io.stillwatch.table.Transitions;

/**
 * The change of the redundancy between two passes over the same samples. Each sample's influence is
 * compared with its own of the pass before, so most of the sampling noise cancels: where no code
 * changed, the change is 0 and so is its error.
 */
public final class PairedChange {
  private PairedChange() {}

  /**
   * Compares two passes.
   *
   * @param moves how the samples' codes changed; not empty
   * @param effectiveRows the number of independent rows; above 0
   * @return the change of the plug-in redundancy, whose bias is much the same in both passes
   */
  public static Change of(Transitions moves, double effectiveRows) {
    if (!moves.anyChanged()) {
      return new Change(0, 0);
    }
    Solution before = BrojaSolver.solve(JointDistribution.of(moves.before()));
    Solution now = BrojaSolver.solve(JointDistribution.of(moves.now()));
    double certificate = (before.gapNats() + now.gapNats()) / 2;
    return new Change(
        now.decomposition().redundancy() - before.decomposition().redundancy(),
        Math.hypot(certificate, standardError(moves, before, now, effectiveRows)));
  }

  private static double standardError(
      Transitions moves, Solution before, Solution now, double effectiveRows) {
    Scatter gains = new Scatter();
    for (Transitions.Entry entry : moves.entries()) {
      double gained =
          now.redundancyInfluence(entry.label(), entry.teacherNow(), entry.studentNow())
              - before.redundancyInfluence(
                  entry.label(), entry.teacherBefore(), entry.studentBefore());
      gains.add((double) entry.count(), gained);
    }
    return gains.standardError(effectiveRows);
  }
}
