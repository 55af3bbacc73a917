package io.stillwatch.benchmarks;

import io.stillwatch.pid.BrojaSolver;
import io.stillwatch.pid.Solution;
import io.stillwatch.table.JointDistribution;
import io.stillwatch.table.TableShape;
import java.util.Arrays;
import java.util.Random;

/**
 * Where the runs of the {@link VerdictStudy} happen: equally likely classes, a teacher that is
 * right with some accuracy and else answers anything, and a student that is right with a
 * probability that training moves; else it copies the teacher half of the time and guesses the
 * other half. What it knows in truth follows from that probability alone.
 */
final class SimulatedWorld {
  private static final double COPIES = 0.5;
  private static final int GRID = 200;
  private static final double TOLERANCE_NATS = 1e-9;

  private final int classes;
  private final double accuracy;
  private final double teacherNats;

  /** The true redundancy where the student is right with probability i / GRID. */
  private final double[] redundancyNats = new double[GRID + 1];

  /**
   * Solves the world exactly.
   *
   * @param classes equally likely, 2 or more; as many codes on either side
   * @param accuracy the teacher's, 0 to 1
   */
  SimulatedWorld(int classes, double accuracy) {
    this.classes = classes;
    this.accuracy = accuracy;
    for (int i = 0; i <= GRID; i++) {
      redundancyNats[i] = exact(i / (double) GRID).decomposition().redundancy();
    }
    this.teacherNats = exact(1).decomposition().teacherInformation();
  }

  private Solution exact(double right) {
    TableShape shape = new TableShape(classes, classes, classes);
    double[] cells = new double[shape.cells()];
    for (int y = 0; y < classes; y++) {
      for (int t = 0; t < classes; t++) {
        double teacher = (1 - accuracy) / classes + (t == y ? accuracy : 0);
        for (int s = 0; s < classes; s++) {
          double wrong = (s == t ? COPIES : 0) + (1 - COPIES) / classes;
          double student = (s == y ? right : 0) + (1 - right) * wrong;
          cells[shape.index(y, t, s)] = teacher * student / classes;
        }
      }
    }
    return BrojaSolver.solve(JointDistribution.ofProbabilities(shape, cells), TOLERANCE_NATS);
  }

  int classes() {
    return classes;
  }

  double entropyNats() {
    return Math.log(classes);
  }

  /** I(Y;T). */
  double teacherNats() {
    return teacherNats;
  }

  /** How often the student must be right to share so much with the teacher. */
  double right(double nats) {
    int found = Arrays.binarySearch(redundancyNats, nats);
    if (found >= 0) {
      return found / (double) GRID;
    }
    int above = Math.min(Math.max(-found - 1, 1), GRID);
    double low = redundancyNats[above - 1];
    double share = (nats - low) / (redundancyNats[above] - low);
    return Math.min(Math.max((above - 1 + share) / GRID, 0), 1);
  }

  int label(Random random) {
    return random.nextInt(classes);
  }

  /** The teacher's code of a sample. */
  int teacher(int label, Random random) {
    return random.nextDouble() < accuracy ? label : random.nextInt(classes);
  }

  /** The student's code of a sample that it does not get right. */
  int wrong(int teacher, Random random) {
    return random.nextDouble() < COPIES ? teacher : random.nextInt(classes);
  }

  @Override
  public String toString() {
    return "%d classes, teacher %s".formatted(classes, Text.plain(accuracy));
  }
}
