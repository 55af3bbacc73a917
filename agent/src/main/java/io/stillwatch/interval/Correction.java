package io.stillwatch.interval;

import io.stillwatch.pid.Solution;
import io.stillwatch.table.BlockedTable;
import io.stillwatch.table.JointDistribution;

/**
 * What a bias correction found.
 *
 * @param corrected the informations without their bias, not yet projected
 * @param errors standard errors by the correction's own resampling; 0 where it has none
 * @param certificateNats how far its I* can be off on either side because no solve is exact
 */
record Correction(Quantities corrected, StandardErrors errors, double certificateNats) {

  /** Corrects a table, given what its whole is solved to. */
  static Correction of(BlockedTable table, Solution whole, BiasCorrection how) {
    if (table.occupiedBlocks() < 2 || how instanceof BiasCorrection.None) {
      return none(whole);
    }
    if (how instanceof BiasCorrection.Bootstrap bootstrap) {
      return Bootstrap.of(table, whole, bootstrap);
    }
    if (how instanceof BiasCorrection.Analytic) {
      return Expansion.of(JointDistribution.of(table.whole(), table.mix()), whole)
          .map(expansion -> Jackknife.of(table, whole, expansion))
          .orElseGet(() -> Jackknife.of(table, whole));
    }
    return Jackknife.of(table, whole);
  }

  /** The values as they are. */
  static Correction none(Solution whole) {
    return new Correction(Quantities.of(whole), StandardErrors.NONE, whole.gapNats() / 2);
  }
}
