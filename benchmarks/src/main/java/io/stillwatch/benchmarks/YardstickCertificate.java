package io.stillwatch.benchmarks;

import io.stillwatch.table.JointDistribution;
import java.util.Arrays;

/**
 * The yardstick's own bounds on I* = min I_Q(Y;T,S), written apart from the agent's so that either
 * can contradict the other. Below: weak duality at (log u, log v), made feasible by row maxima of
 * log g and column maxima of the rest, or the other way round. Above: the coupling rounded onto its
 * marginals as by Altschuler, Weed and Rigollet (2017).
 */
final class YardstickCertificate {
  private final ClassScaling[] classes;
  private final double[] teacherMarginal;
  private final double[] studentMarginal;
  private final double knownLowerNats;
  private final double knownUpperNats;

  YardstickCertificate(JointDistribution distribution, ClassScaling[] classes) {
    this.classes = classes;
    this.teacherMarginal = new double[distribution.shape().teacherStates()];
    this.studentMarginal = new double[distribution.shape().studentStates()];
    Arrays.setAll(teacherMarginal, distribution.labelTeacher()::columnProbability);
    Arrays.setAll(studentMarginal, distribution.labelStudent()::columnProbability);
    this.knownLowerNats =
        Math.max(
            distribution.labelTeacher().mutualInformation(),
            distribution.labelStudent().mutualInformation());
    this.knownUpperNats = distribution.jointInformation();
  }

  /** What the scalings prove from below. */
  double lowerNats() {
    int students = studentMarginal.length;
    double[] logG = new double[teacherMarginal.length * students];
    double dual = 0;
    for (ClassScaling scaling : classes) {
      scaling.addConstraint(logG);
      dual += scaling.dual();
    }
    Arrays.setAll(logG, cell -> Math.log(logG[cell]));
    double byTeacher = excess(logG, students, 1, teacherMarginal, studentMarginal);
    double byStudent = excess(logG, 1, students, studentMarginal, teacherMarginal);
    return Math.max(knownLowerNats, dual - Math.min(byTeacher, byStudent));
  }

  /** sum p u + sum p v of the least u, then v, with u + v at least log g where g is not 0. */
  static double excess(
      double[] logG, int firstStride, int secondStride, double[] first, double[] second) {
    double[] rest = new double[second.length];
    Arrays.fill(rest, Double.NEGATIVE_INFINITY);
    double sum = 0;
    for (int i = 0; i < first.length; i++) {
      double most = Double.NEGATIVE_INFINITY;
      for (int j = 0; j < second.length; j++) {
        most = Math.max(most, logG[i * firstStride + j * secondStride]);
      }
      if (first[i] > 0) {
        sum += first[i] * most;
        for (int j = 0; j < second.length; j++) {
          rest[j] = Math.max(rest[j], logG[i * firstStride + j * secondStride] - most);
        }
      }
    }
    for (int j = 0; j < second.length; j++) {
      sum += second[j] > 0 ? second[j] * rest[j] : 0;
    }
    return sum;
  }

  /** What the scalings of r prove from above. */
  double upperNats(double[] r) {
    double[] sums = new double[r.length];
    double[][] couplings = new double[classes.length][];
    for (int y = 0; y < classes.length; y++) {
      couplings[y] = rounded(classes[y], r);
      add(classes[y], couplings[y], sums);
    }
    double nats = 0;
    for (int y = 0; y < classes.length; y++) {
      nats += divergence(classes[y], couplings[y], sums);
    }
    return Math.min(knownUpperNats, nats);
  }

  private static void add(ClassScaling scaling, double[] coupling, double[] sums) {
    int columns = scaling.student.length;
    for (int e = 0; e < coupling.length; e++) {
      sums[scaling.row(e / columns) + scaling.student[e % columns]] += coupling[e];
    }
  }

  private static double divergence(ClassScaling scaling, double[] coupling, double[] sums) {
    int columns = scaling.student.length;
    double nats = 0;
    for (int e = 0; e < coupling.length; e++) {
      double sum = sums[scaling.row(e / columns) + scaling.student[e % columns]];
      nats += coupling[e] > 0 ? coupling[e] * Math.log(coupling[e] / (scaling.mass * sum)) : 0;
    }
    return nats;
  }

  private static double[] rounded(ClassScaling scaling, double[] r) {
    int rows = scaling.teacher.length;
    int columns = scaling.student.length;
    double[] x = new double[rows * columns];
    double[] rowLack = scaling.teacherMass.clone();
    double[] columnLack = scaling.studentMass.clone();
    for (int e = 0; e < x.length; e++) {
      double scaled = scaling.u[e / columns] * scaling.v[e % columns];
      x[e] = scaling.mass * scaled * r[scaling.row(e / columns) + scaling.student[e % columns]];
    }
    for (int i = 0; i < rows; i++) {
      shrink(x, i * columns, 1, columns, scaling.teacherMass[i]);
    }
    for (int j = 0; j < columns; j++) {
      shrink(x, j, columns, rows, scaling.studentMass[j]);
    }
    for (int e = 0; e < x.length; e++) {
      rowLack[e / columns] -= x[e];
      columnLack[e % columns] -= x[e];
    }
    addLack(x, rowLack, columnLack);
    return x;
  }

  private static void shrink(double[] x, int first, int stride, int terms, double mass) {
    double sum = 0;
    for (int i = 0; i < terms; i++) {
      sum += x[first + i * stride];
    }
    if (sum > mass) {
      for (int i = 0; i < terms; i++) {
        x[first + i * stride] *= mass / sum;
      }
    }
  }

  private static void addLack(double[] x, double[] rowLack, double[] columnLack) {
    double lack = 0;
    for (double mass : rowLack) {
      lack += Math.max(0, mass);
    }
    if (lack > 0) {
      for (int e = 0; e < x.length; e++) {
        double row = Math.max(0, rowLack[e / columnLack.length]);
        x[e] += row * Math.max(0, columnLack[e % columnLack.length]) / lack;
      }
    }
  }
}
