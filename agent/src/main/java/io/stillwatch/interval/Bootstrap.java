package io.stillwatch.interval;

import io.stillwatch.pid.BrojaSolver;
import io.stillwatch.pid.Solution;
import io.stillwatch.table.BlockedTable;
import io.stillwatch.table.JointDistribution;
import io.stillwatch.table.Seeds;
import java.util.ArrayList;
import java.util.List;

/**
 * Bias correction by drawing tables like the one there is: what they have, on average, above it is
 * what it has above the world. The corrected value is 2 V - mean V*, the deviation that of V*.
 * Source: B. Efron, Bootstrap Methods: Another Look at the Jackknife, Annals of Statistics 7
 * (1979), doi 10.1214/aos/1176344552.
 *
 * <p>Whole blocks are drawn, never rows. Rows of one group would have to be drawn together, and a
 * table does not know its groups; drawing as many rows as are independent would take the tokens of
 * an image for one where they are many, and correct away what is there. Blocks hold groups whole,
 * whatever their rows have in common. Which blocks make up a replicate is decided by the seed and
 * the replicate's ordinal alone: one hop is drawn like the next, and replicates may be solved in
 * any order.
 */
final class Bootstrap {
  /** Replicates scatter a thousand times wider. */
  private static final double TOLERANCE_NATS = 1e-5;

  private Bootstrap() {}

  /** Corrects a table of at least two blocks. */
  static Correction of(BlockedTable table, Solution whole, BiasCorrection.Bootstrap how) {
    int replicates = how.replicates();
    List<Quantities> values = new ArrayList<>();
    double certificate = whole.gapNats();
    for (int replicate = 0; replicate < replicates; replicate++) {
      Solution solved = solved(table, Seeds.with(how.seed(), replicate));
      values.add(Quantities.of(solved));
      certificate += solved.gapNats() / 2 / replicates;
    }
    Quantities mean = Quantities.ZERO;
    for (Quantities value : values) {
      mean = mean.plus(1.0 / replicates, value);
    }
    StandardErrors errors = StandardErrors.NONE;
    for (Quantities value : values) {
      Quantities off = value.plus(-1, mean).times(1 / Math.sqrt(replicates - 1.0));
      errors = errors.and(StandardErrors.of(off, whole));
    }
    return new Correction(Quantities.of(whole).times(2).plus(-1, mean), errors, certificate);
  }

  private static Solution solved(BlockedTable table, long seed) {
    return BrojaSolver.solve(
        JointDistribution.of(table.resampled(seed), table.mix()), TOLERANCE_NATS);
  }
}
