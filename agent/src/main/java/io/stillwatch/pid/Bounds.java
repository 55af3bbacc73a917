package io.stillwatch.pid;

/**
 * The best certified bounds seen so far, and the dual point of the lower one. Comparisons are
 * written so that a bound that is not a number never counts.
 */
final class Bounds {
  private final double toleranceNats;
  private final double mostNats;
  private double lowerNats;
  private double upperNats;
  private double bestDualNats = Double.NEGATIVE_INFINITY;
  private DualPoint bestDual;

  /**
   * Starts from what is known without solving.
   *
   * @param knownLowerNats a lower bound on I*
   * @param knownUpperNats an upper bound
   */
  Bounds(double toleranceNats, double knownLowerNats, double knownUpperNats) {
    this.toleranceNats = toleranceNats;
    this.lowerNats = knownLowerNats;
    this.upperNats = knownUpperNats;
    this.mostNats = knownUpperNats;
  }

  /** Judges a dual point and a coupling of a core, and keeps what is better. */
  void judge(Presolve presolve, DualPoint corePoint, double[] coreCoupling) {
    DualPoint point = presolve.lift(corePoint);
    double lower = Certificate.lowerNats(presolve.whole(), point);
    if (bestDual == null || lower > bestDualNats) {
      bestDual = point;
      bestDualNats = lower > bestDualNats ? lower : bestDualNats;
    }
    double upper = Certificate.upperNats(presolve.whole(), presolve.lift(coreCoupling));
    lowerNats = lower > lowerNats ? Math.min(lower, mostNats) : lowerNats;
    upperNats = upper < upperNats ? upper : upperNats;
    // Bounds that meet may cross by the rounding of their sums.
    upperNats = Math.max(lowerNats, upperNats);
  }

  /** Whether the interval is as narrow as wanted. */
  boolean met() {
    return upperNats - lowerNats <= toleranceNats;
  }

  double toleranceNats() {
    return toleranceNats;
  }

  /** The value between the bounds that is at most half their distance wrong. */
  double middleNats() {
    return lowerNats + (upperNats - lowerNats) / 2;
  }

  double lowerNats() {
    return lowerNats;
  }

  double upperNats() {
    return upperNats;
  }

  /** The judged dual point with the best bound of its own. */
  DualPoint bestDual() {
    return bestDual;
  }

  /** How far that point's own bound lies below the best known one. */
  double dualShortfallNats() {
    return lowerNats - bestDualNats;
  }
}
