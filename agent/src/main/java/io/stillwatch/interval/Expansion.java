package io.stillwatch.interval;

import io.stillwatch.pid.Curvature;
import io.stillwatch.pid.Solution;
import io.stillwatch.table.JointDistribution;
import io.stillwatch.table.PairDistribution;
import java.util.Optional;

/**
 * The informations around a solved distribution to second order: what they are at a distribution
 * nearby that has no cell which this one lacks.
 *
 * <p>The first order is the mean of the influences over the other distribution. The second, half of
 * the second derivative on the line to it, is sum d^2/p over the cells, less the same over either
 * marginal, for a plain information, and the {@link Curvature} for I*. A plain information's
 * depends on its own pair alone, to the last bit.
 */
final class Expansion {
  /**
   * How far the smooth function may be from I*: a thousandth of a bit. With a tenth of it the edges
   * of some small tables show, with ten times as much the correction is much the same.
   */
  private static final double WIDTH_NATS = 1e-3 * 0.6931471805599453;

  private final JointDistribution centre;
  private final Solution solution;
  private final Curvature curvature;

  private Expansion(JointDistribution centre, Solution solution, Curvature curvature) {
    this.centre = centre;
    this.solution = solution;
    this.curvature = curvature;
  }

  /** Influences of a cell of a pair. */
  private interface Influence {
    double nats(int row, int column);
  }

  /**
   * Around a distribution and its solution.
   *
   * @return empty where the table is too large
   */
  static Optional<Expansion> of(JointDistribution centre, Solution solution) {
    return Curvature.of(centre, WIDTH_NATS)
        .map(curvature -> new Expansion(centre, solution, curvature));
  }

  /** The informations at another distribution. */
  Quantities at(JointDistribution other) {
    PairDistribution teacher = other.labelTeacher();
    PairDistribution student = other.labelStudent();
    PairDistribution models = other.teacherStudent();
    PairDistribution own = centre.teacherStudent();
    double copied = mean(models, own::pointwiseInformation) + bend(own, models) / 2;
    return new Quantities(
        mean(teacher, solution::teacherInfluence) + bend(centre.labelTeacher(), teacher) / 2,
        mean(student, solution::studentInfluence) + bend(centre.labelStudent(), student) / 2,
        union(other),
        joint(other),
        copied);
  }

  private double union(JointDistribution other) {
    double first =
        mean(other.labelTeacher(), solution::teacherDual)
            + mean(other.labelStudent(), solution::studentDual);
    double here =
        mean(centre.labelTeacher(), solution::teacherDual)
            + mean(centre.labelStudent(), solution::studentDual);
    return solution.unionInformationNats() + first - here + curvature.towardsNats(other) / 2;
  }

  /** I(Y;T,S), the information between the label and the pair of codes. */
  private double joint(JointDistribution other) {
    double first = 0;
    double bend = -rowsBend(centre.labelTeacher(), other.labelTeacher());
    bend -= cellsBend(centre.teacherStudent(), other.teacherStudent());
    for (int y = 0; y < centre.shape().labels(); y++) {
      for (int t = 0; t < centre.shape().teacherStates(); t++) {
        for (int s = 0; s < centre.shape().studentStates(); s++) {
          double there = other.probability(y, t, s);
          bend += bend(centre.probability(y, t, s), there);
          first += there > 0 ? there * solution.jointInfluence(y, t, s) : 0;
        }
      }
    }
    return first + bend / 2;
  }

  private static double mean(PairDistribution over, Influence influence) {
    double sum = 0;
    for (int row = 0; row < over.rows(); row++) {
      for (int column = 0; column < over.columns(); column++) {
        double probability = over.probability(row, column);
        if (probability > 0) {
          sum += probability * influence.nats(row, column);
        }
      }
    }
    return sum;
  }

  /** The second derivative of a pair's mutual information on the line from one to another. */
  private static double bend(PairDistribution from, PairDistribution to) {
    double bend = cellsBend(from, to) - rowsBend(from, to);
    for (int column = 0; column < from.columns(); column++) {
      bend -= bend(from.columnProbability(column), to.columnProbability(column));
    }
    return bend;
  }

  private static double rowsBend(PairDistribution from, PairDistribution to) {
    double bend = 0;
    for (int row = 0; row < from.rows(); row++) {
      bend += bend(from.rowProbability(row), to.rowProbability(row));
    }
    return bend;
  }

  private static double cellsBend(PairDistribution from, PairDistribution to) {
    double bend = 0;
    for (int row = 0; row < from.rows(); row++) {
      for (int column = 0; column < from.columns(); column++) {
        bend += bend(from.probability(row, column), to.probability(row, column));
      }
    }
    return bend;
  }

  /** Of p log p, which all informations are sums of. */
  private static double bend(double from, double to) {
    return from > 0 ? (to - from) * (to - from) / from : 0;
  }
}
