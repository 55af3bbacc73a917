package io.stillwatch.interval;

import io.stillwatch.pid.BrojaSolver;
import io.stillwatch.pid.Solution;
import io.stillwatch.table.JointDistribution;
import io.stillwatch.table.Seeds;
import io.stillwatch.table.TableShape;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/**
 * Ten equally likely classes, a teacher that reads the label with some accuracy and else confuses
 * it in a random manner of its own, and a student that copies the teacher, or the label, or
 * guesses.
 *
 * @param pmf p(y,t,s), flat as {@link TableShape} says
 * @param exact its decomposition
 */
record NoisyClassifiers(double[] pmf, Solution exact) {
  static final int CLASSES = 10;
  static final TableShape SHAPE = new TableShape(CLASSES, CLASSES, CLASSES);

  /** One sample. */
  record Row(int label, int teacher, int student) {}

  static NoisyClassifiers of(double accuracy, double copiesTeacher, double copiesLabel, long seed) {
    double[] pmf = new double[SHAPE.cells()];
    Random random = Seeds.random(seed);
    double guess = (1 - copiesTeacher - copiesLabel) / CLASSES;
    for (int y = 0; y < CLASSES; y++) {
      double[] confusion = confusion(random);
      for (int t = 0; t < CLASSES; t++) {
        double teacher = (1 - accuracy) * confusion[t] + (t == y ? accuracy : 0);
        for (int s = 0; s < CLASSES; s++) {
          double student = guess + (s == t ? copiesTeacher : 0) + (s == y ? copiesLabel : 0);
          pmf[SHAPE.index(y, t, s)] = teacher * student / CLASSES;
        }
      }
    }
    return of(pmf);
  }

  /** The same after each student code became the label with some probability. */
  NoisyClassifiers learning(double probability) {
    double[] later = new double[pmf.length];
    for (int y = 0; y < CLASSES; y++) {
      for (int t = 0; t < CLASSES; t++) {
        for (int s = 0; s < CLASSES; s++) {
          double mass = pmf[SHAPE.index(y, t, s)];
          later[SHAPE.index(y, t, s)] += (1 - probability) * mass;
          later[SHAPE.index(y, t, y)] += probability * mass;
        }
      }
    }
    return of(later);
  }

  private static NoisyClassifiers of(double[] pmf) {
    return new NoisyClassifiers(
        pmf, BrojaSolver.solve(JointDistribution.ofProbabilities(SHAPE, pmf), 1e-9));
  }

  private static double[] confusion(Random random) {
    double[] row = new double[CLASSES];
    Arrays.setAll(row, t -> -StrictMath.log(1 - random.nextDouble()));
    double sum = Arrays.stream(row).sum();
    Arrays.setAll(row, t -> row[t] / sum);
    return row;
  }

  /** So many independent samples. */
  List<Row> sample(int rows, Random random) {
    double[] upTo = pmf.clone();
    Arrays.parallelPrefix(upTo, Double::sum);
    List<Row> sample = new ArrayList<>(rows);
    for (int i = 0; i < rows; i++) {
      int found = Arrays.binarySearch(upTo, random.nextDouble() * upTo[upTo.length - 1]);
      int cell = found < 0 ? -found - 1 : found + 1;
      sample.add(new Row(cell / 100, cell / 10 % 10, cell % 10));
    }
    return sample;
  }
}
