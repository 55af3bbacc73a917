package io.stillwatch.benchmarks;

import io.stillwatch.table.PairDistribution;
import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * One class of the yardstick's problem: its own states of T and S, its masses p(y,t) and p(y,s),
 * and the scalings u, v of its coupling p(y) r(t,s) u(t) v(s). States of no mass are left out.
 */
final class ClassScaling {
  final double mass;

  /** The states, and the joint masses by position in them. */
  final int[] teacher;

  final int[] student;
  final double[] teacherMass;
  final double[] studentMass;

  /** The scalings by position, kept from sweep to sweep. */
  final double[] u;

  final double[] v;
  private final int students;

  ClassScaling(PairDistribution labelTeacher, PairDistribution labelStudent, int label) {
    mass = labelTeacher.rowProbability(label);
    teacher = states(labelTeacher, label);
    student = states(labelStudent, label);
    teacherMass =
        Arrays.stream(teacher).mapToDouble(t -> labelTeacher.probability(label, t)).toArray();
    studentMass =
        Arrays.stream(student).mapToDouble(s -> labelStudent.probability(label, s)).toArray();
    u = new double[teacher.length];
    v = new double[student.length];
    Arrays.fill(v, 1);
    students = labelStudent.columns();
  }

  private static int[] states(PairDistribution pair, int label) {
    return IntStream.range(0, pair.columns())
        .filter(state -> pair.probability(label, state) > 0)
        .toArray();
  }

  /** Where the row of a state of T begins in an array over all (t,s). */
  int row(int i) {
    return teacher[i] * students;
  }

  /** Scales the rows, then the columns, onto the masses. */
  void scale(double[] r) {
    double[] columnSum = new double[student.length];
    for (int i = 0; i < teacher.length; i++) {
      int row = row(i);
      double sum = 0;
      for (int j = 0; j < student.length; j++) {
        sum += r[row + student[j]] * v[j];
      }
      u[i] = teacherMass[i] / (mass * sum);
      for (int j = 0; j < student.length; j++) {
        columnSum[j] += u[i] * r[row + student[j]];
      }
    }
    for (int j = 0; j < student.length; j++) {
      v[j] = studentMass[j] / (mass * columnSum[j]);
    }
  }

  /** Adds the coupling to an array over all (t,s). */
  void addCoupling(double[] r, double[] sums) {
    for (int i = 0; i < teacher.length; i++) {
      int row = row(i);
      double share = mass * u[i];
      for (int j = 0; j < student.length; j++) {
        sums[row + student[j]] += share * r[row + student[j]] * v[j];
      }
    }
  }

  /** Adds p(y) u v, the class's part of the dual constraint g. */
  void addConstraint(double[] g) {
    for (int i = 0; i < teacher.length; i++) {
      int row = row(i);
      double share = mass * u[i];
      for (int j = 0; j < student.length; j++) {
        g[row + student[j]] += share * v[j];
      }
    }
  }

  /** sum p(y,t) log u(t) + sum p(y,s) log v(s). */
  double dual() {
    double sum = 0;
    for (int i = 0; i < u.length; i++) {
      sum += teacherMass[i] * Math.log(u[i]);
    }
    for (int j = 0; j < v.length; j++) {
      sum += studentMass[j] * Math.log(v[j]);
    }
    return sum;
  }
}
