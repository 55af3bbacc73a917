package io.stillwatch.interval;

/**
 * How the bias of a small table is taken out of its informations: chance differences between
 * classes count as knowledge, and the fewer the rows, the more of them there are.
 *
 * <p>A correction sees the rows in the table's blocks alone. Rows that belong together stand in one
 * block, so they are left out, or drawn, together: no correction needs to know how many of the rows
 * are independent. What it says of I(Y;T) depends on the label, teacher and block counts alone, to
 * the last bit, and so for I(Y;S): over a fixed probe set a frozen teacher's stays the same.
 */
public sealed interface BiasCorrection
    permits BiasCorrection.None,
        BiasCorrection.Jackknife,
        BiasCorrection.Analytic,
        BiasCorrection.Bootstrap {

  /** The values of the table as they are, for comparison. */
  record None() implements BiasCorrection {}

  /** One block left out at a time, as many solves as there are blocks: the default. */
  record Jackknife() implements BiasCorrection {}

  /**
   * The jackknife to second order: what leaving a block out would do is read off the first and
   * second derivatives of the informations at the whole table, so it takes one solve and one run
   * along the solver's central path. For independent rows that is, but for the draw of the blocks,
   * half the mean second derivative towards a single row over n: the correction of Miller and Madow
   * for plain informations, and its like for I*. Only that holds for independent rows alone; blocks
   * hold for groups too, whatever their rows have in common. Tables too large for the run are
   * corrected by the {@link Jackknife} itself.
   *
   * <p>What no second derivative sees are cells that the table does not have: rare ones leave some
   * of their bias.
   */
  record Analytic() implements BiasCorrection {}

  /**
   * Tables of blocks drawn at random.
   *
   * @param replicates how many, each one solve; at least 2
   * @param seed decides which blocks are drawn, whatever they hold
   */
  record Bootstrap(int replicates, long seed) implements BiasCorrection {
    /** The usual number of replicates. */
    public static final int REPLICATES = 200;

    /**
     * Checks the number of replicates.
     *
     * @throws IllegalArgumentException if there are too few of them
     */
    public Bootstrap {
      if (replicates < 2) {
        throw new IllegalArgumentException("replicates was " + replicates + "; must be at least 2");
      }
    }
  }
}
