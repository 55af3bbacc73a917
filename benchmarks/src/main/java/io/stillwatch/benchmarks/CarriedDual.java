package io.stillwatch.benchmarks;

import io.stillwatch.pid.Solution;
import io.stillwatch.table.JointDistribution;
import io.stillwatch.table.PairDistribution;
import java.util.Arrays;
import java.util.function.ToDoubleBiFunction;
import java.util.stream.IntStream;

/**
 * What a solved table's duals say about the next table of its shape, without solving that.
 *
 * <p><b>Update.</b> I* moves by the influence of every row that came, less that of every row that
 * went, over n: to first order it is the old duals' value on the new table.
 *
 * <p><b>Bound.</b> Weak duality holds at any (a,b), so at the old ones. A class's duals are shifted
 * by log p_old(y) / p_new(y): then p(y) exp(a + b), and with it the constraint g, stay what they
 * were, and where no state is new the old g serves as it is. The bound is then the update less
 * KL(p_new(y) || p_old(y)).
 *
 * <p>A state that a class lacked has no dual. As in the agent's presolve it gets one that lies a
 * depth d below the highest of the class's other side, so that no constraint grows by more than
 * p(y) exp(-d). The depth that costs least, p(y,t) d + p(t) p(y) exp(-d), is log p(y) p(t) /
 * p(y,t); {@link #PRESOLVE_DEPTH} is right for next to no mass alone.
 */
final class CarriedDual {
  /** The presolve's own depth. */
  static final double PRESOLVE_DEPTH = 40;

  private final JointDistribution old;

  /** By label and code; negative infinity where the old table had no such state. */
  private final double[][] teacher;

  private final double[][] student;

  /** The constraint g of the old table, flat by (t,s). */
  private final double[] g;

  CarriedDual(JointDistribution old, Solution solution) {
    this.old = old;
    this.teacher = table(old.labelTeacher(), solution::teacherDual);
    this.student = table(old.labelStudent(), solution::studentDual);
    this.g = new double[old.shape().teacherStates() * old.shape().studentStates()];
    for (int y = 0; y < teacher.length; y++) {
      addConstraint(old.labelTeacher().rowProbability(y), teacher[y], student[y], g);
    }
  }

  private static double[][] table(
      PairDistribution pair, ToDoubleBiFunction<Integer, Integer> dual) {
    double[][] table = new double[pair.rows()][pair.columns()];
    for (int y = 0; y < table.length; y++) {
      int label = y;
      Arrays.setAll(table[y], state -> dual.applyAsDouble(label, state));
    }
    return table;
  }

  /** Adds p(y) exp(a_y(t) + b_y(s)). */
  private static void addConstraint(double mass, double[] a, double[] b, double[] g) {
    double[] expB = Arrays.stream(b).map(Math::exp).toArray();
    for (int t = 0; t < a.length; t++) {
      double share = mass * Math.exp(a[t]);
      if (share > 0) {
        for (int s = 0; s < b.length; s++) {
          g[t * b.length + s] += share * expB[s];
        }
      }
    }
  }

  /** The states that the old table lacked: the measure of how rare the rare ones are. */
  int newStates(JointDistribution table) {
    return newStates(teacher, table.labelTeacher()) + newStates(student, table.labelStudent());
  }

  private static int newStates(double[][] duals, PairDistribution pair) {
    return IntStream.range(0, duals.length)
        .map(
            y ->
                (int)
                    IntStream.range(0, duals[y].length)
                        .filter(i -> pair.probability(y, i) > 0 && !Double.isFinite(duals[y][i]))
                        .count())
        .sum();
  }

  /** I* of the next table to first order. */
  double updateNats(JointDistribution table) {
    double nats = 0;
    for (int y = 0; y < teacher.length; y++) {
      nats += value(table.labelTeacher(), y, teacherDuals(table, y, 0));
      nats += value(table.labelStudent(), y, studentDuals(table, y, 0));
    }
    return nats;
  }

  /**
   * A bound below I* of the next table.
   *
   * @param leastDepth of a state that the old table lacked, in nats
   */
  double lowerNats(JointDistribution table, double leastDepth) {
    double[] logG = g.clone();
    double dual = 0;
    for (int y = 0; y < teacher.length; y++) {
      double mass = table.labelTeacher().rowProbability(y);
      if (mass > 0) {
        double before = old.labelTeacher().rowProbability(y);
        double kept = before > 0 ? before : mass;
        double[] a = teacherDuals(table, y, leastDepth);
        double[] b = studentDuals(table, y, leastDepth);
        dual += value(table.labelTeacher(), y, a) + value(table.labelStudent(), y, b);
        dual -= mass * Math.log(mass / kept);
        addNew(y, kept, a, b, logG);
      }
    }
    Arrays.setAll(logG, cell -> Math.log(logG[cell]));
    return dual - excess(logG, table.labelTeacher(), table.labelStudent());
  }

  private static double excess(double[] logG, PairDistribution teacher, PairDistribution student) {
    double[] t =
        IntStream.range(0, teacher.columns()).mapToDouble(teacher::columnProbability).toArray();
    double[] s =
        IntStream.range(0, student.columns()).mapToDouble(student::columnProbability).toArray();
    return Math.min(
        YardstickCertificate.excess(logG, s.length, 1, t, s),
        YardstickCertificate.excess(logG, 1, s.length, s, t));
  }

  private static double value(PairDistribution pair, int label, double[] duals) {
    double nats = 0;
    for (int i = 0; i < duals.length; i++) {
      double mass = pair.probability(label, i);
      nats += mass > 0 ? mass * duals[i] : 0;
    }
    return nats;
  }

  /** Adds what the states that the class lacked put on the constraint. */
  private void addNew(int label, double mass, double[] a, double[] b, double[] sums) {
    double[] newA = lacking(teacher[label], a);
    double[] newB = lacking(student[label], b);
    addConstraint(mass, newA, b, sums);
    addConstraint(mass, teacher[label], newB, sums);
  }

  /** The duals of new states alone. */
  private static double[] lacking(double[] before, double[] now) {
    return IntStream.range(0, now.length)
        .mapToDouble(i -> Double.isFinite(before[i]) ? Double.NEGATIVE_INFINITY : now[i])
        .toArray();
  }

  private double[] teacherDuals(JointDistribution table, int label, double leastDepth) {
    return duals(table.labelTeacher(), label, teacher[label], student[label], leastDepth);
  }

  private double[] studentDuals(JointDistribution table, int label, double leastDepth) {
    return duals(table.labelStudent(), label, student[label], teacher[label], leastDepth);
  }

  /** The old duals of one side of a class, and for the states that it lacked low ones. */
  private static double[] duals(
      PairDistribution pair, int label, double[] side, double[] other, double leastDepth) {
    double highest = Arrays.stream(other).filter(Double::isFinite).max().orElse(0);
    double[] duals = side.clone();
    for (int i = 0; i < duals.length; i++) {
      if (!Double.isFinite(duals[i]) && pair.probability(label, i) > 0) {
        duals[i] = -highest - Math.max(leastDepth, -pair.pointwiseInformation(label, i));
      }
    }
    return duals;
  }
}
