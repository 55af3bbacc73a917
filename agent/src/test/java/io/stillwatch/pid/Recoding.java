package io.stillwatch.pid;

import io.stillwatch.table.JointDistribution;
import io.stillwatch.table.Seeds;
import io.stillwatch.table.TableShape;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Other tables made of one, whose decompositions are related to its own. */
final class Recoding {
  private Recoding() {}

  /** One probability a cell, as a function of another table. */
  interface Pmf {
    double of(int label, int teacher, int student);
  }

  static JointDistribution of(TableShape shape, Pmf pmf) {
    double[] cells = new double[shape.cells()];
    for (int y = 0; y < shape.labels(); y++) {
      for (int t = 0; t < shape.teacherStates(); t++) {
        for (int s = 0; s < shape.studentStates(); s++) {
          cells[shape.index(y, t, s)] = pmf.of(y, t, s);
        }
      }
    }
    return JointDistribution.ofProbabilities(shape, cells);
  }

  /** Teacher and student in each other's place. */
  static JointDistribution swapped(JointDistribution table) {
    TableShape shape = table.shape();
    return of(
        new TableShape(shape.labels(), shape.studentStates(), shape.teacherStates()),
        (y, t, s) -> table.probability(y, s, t));
  }

  /** Labels, teacher's codes and student's codes under other names. */
  static JointDistribution relabelled(JointDistribution table, long seed) {
    TableShape shape = table.shape();
    Random random = Seeds.random(seed);
    List<Integer> labels = permutation(shape.labels(), random);
    List<Integer> teachers = permutation(shape.teacherStates(), random);
    List<Integer> students = permutation(shape.studentStates(), random);
    return of(
        shape, (y, t, s) -> table.probability(labels.get(y), teachers.get(t), students.get(s)));
  }

  private static List<Integer> permutation(int size, Random random) {
    List<Integer> permutation = IntStream.range(0, size).boxed().collect(Collectors.toList());
    Collections.shuffle(permutation, random);
    return permutation;
  }

  /** The student's last code counted as its first. */
  static JointDistribution merged(JointDistribution table) {
    TableShape shape = table.shape();
    int last = shape.studentStates() - 1;
    return of(
        new TableShape(shape.labels(), shape.teacherStates(), last),
        (y, t, s) -> table.probability(y, t, s) + (s == 0 ? table.probability(y, t, last) : 0));
  }

  /** The same pair tables, with teacher and student independent given the label. */
  static JointDistribution uncoupled(JointDistribution table) {
    return of(
        table.shape(),
        (y, t, s) -> {
          double label = table.labelTeacher().rowProbability(y);
          double teacher = table.labelTeacher().probability(y, t);
          return label == 0 ? 0 : teacher * (table.labelStudent().probability(y, s) / label);
        });
  }

  /** Every label, teacher's and student's code split evenly: no new information in any of it. */
  static JointDistribution split(JointDistribution table, TableShape parts) {
    TableShape shape = table.shape();
    return of(
        new TableShape(
            shape.labels() * parts.labels(),
            shape.teacherStates() * parts.teacherStates(),
            shape.studentStates() * parts.studentStates()),
        (y, t, s) ->
            table.probability(
                    y / parts.labels(), t / parts.teacherStates(), s / parts.studentStates())
                / parts.cells());
  }

  /** A little probability moved from the whole table to one cell. */
  static JointDistribution moved(
      JointDistribution table, int label, int teacher, int student, double share) {
    return of(
        table.shape(),
        (y, t, s) ->
            (1 - share) * table.probability(y, t, s)
                + (y == label && t == teacher && s == student ? share : 0));
  }
}
