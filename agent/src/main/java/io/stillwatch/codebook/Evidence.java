package io.stillwatch.codebook;

import java.util.Optional;

/** Why a codebook may no longer fit the model that it was fitted to. */
public enum Evidence {
  /** Rows lie further from their centres than they did. */
  DISTORTION,
  /** Centres no longer lie where their rows are. */
  DRIFT,
  /** A code that had its share of the rows has none. */
  DEAD_CODE,
  /** The later half of a window over training batches lies further off than the rows did. */
  SECOND_HALF;

  private static final double ERRORS = 3;

  /** A code that this many rows were expected of is not empty by chance: e^-10. */
  private static final int EXPECTED_ROWS = 10;

  /** The rounding of float32 on the unit sphere, squared, and no distance. */
  private static final double LEAST_DISTORTION = 1e-12;

  /**
   * The first evidence of one look against an earlier one; cheap, since nothing is fitted. The rows
   * of a pass are those of the pass before: what changed is the model, and luck has no part in it.
   * Where they are not, a refit is tried in vain now and then.
   *
   * @param share what fits this much worse still fits
   */
  static Optional<Evidence> of(Fitness then, Fitness now, boolean isPass, double share) {
    double same = (1 + share) * then.distortion() + LEAST_DISTORTION;
    if (now.distortion() > (isPass ? same : tolerated(then, now, now.rows(), share))) {
      return Optional.of(DISTORTION);
    }
    double drift = now.drift() - then.drift() - LEAST_DISTORTION;
    if (drift > (share + (isPass ? 0 : unseen(then, now.rows()))) * now.distortion()) {
      return Optional.of(DRIFT);
    }
    for (int k = 0; k < then.rowsOfCode().length; k++) {
      double expected = (double) then.rowsOfCode()[k] / then.rows() * now.rows();
      if (now.rowsOfCode()[k] == 0 && expected >= EXPECTED_ROWS) {
        return Optional.of(DEAD_CODE);
      }
    }
    boolean fell = now.secondHalfDistortion() > tolerated(then, now, now.rows() / 2, share);
    return !isPass && fell ? Optional.of(SECOND_HALF) : Optional.empty();
  }

  /** Beyond what other rows make, and what is tolerated, three standard errors are no luck. */
  private static double tolerated(Fitness then, Fitness now, int rows, double share) {
    double halved = now.standardError() * Math.sqrt((double) now.rows() / Math.max(rows, 1));
    double luck = ERRORS * Math.hypot(then.standardError(), halved);
    return (1 + share + unseen(then, rows)) * then.distortion() + luck + LEAST_DISTORTION;
  }

  /** Rows that were not fitted on lie further off, by about one in as many as a centre has. */
  static double unseen(Fitness then, int rows) {
    double codes = then.rowsOfCode().length;
    return codes / then.rows() + codes / Math.max(rows, 1);
  }
}
