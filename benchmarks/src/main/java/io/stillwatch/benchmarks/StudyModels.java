package io.stillwatch.benchmarks;

import io.stillwatch.pid.BrojaSolver;
import io.stillwatch.pid.Solution;
import io.stillwatch.table.BlockedTable;
import io.stillwatch.table.JointDistribution;
import io.stillwatch.table.Seeds;
import io.stillwatch.table.TableShape;
import io.stillwatch.table.TripleTable;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/**
 * The worlds of the {@link CoverageStudy}: ten equally likely classes, a teacher that reads the
 * label with some accuracy and else confuses it in a random manner of its own, and a student that
 * copies the teacher, or the label, or guesses.
 */
final class StudyModels {
  private static final int CLASSES = 10;
  private static final int BLOCKS = 10;
  private static final TableShape SHAPE = new TableShape(CLASSES, CLASSES, CLASSES);
  private static final double TOLERANCE_NATS = 1e-9;

  private StudyModels() {}

  /**
   * One world, with its exact decomposition.
   *
   * @param name for tables
   * @param pmf p(y,t,s), flat as {@link TableShape} says
   * @param exact the truth, and the influence of every sample on it
   */
  record StudyModel(String name, double[] pmf, Solution exact) {

    /** So many independent rows, in ten blocks. */
    BlockedTable sample(int rows, long seed) {
      double[] upTo = pmf.clone();
      Arrays.parallelPrefix(upTo, Double::sum);
      Random random = Seeds.random(seed);
      BlockedTable.Builder table = BlockedTable.builder(SHAPE, BLOCKS);
      for (int row = 0; row < rows; row++) {
        int found = Arrays.binarySearch(upTo, random.nextDouble() * upTo[upTo.length - 1]);
        int cell = found < 0 ? -found - 1 : found + 1;
        int label = cell / (CLASSES * CLASSES);
        table.add(row % BLOCKS, label, cell / CLASSES % CLASSES, cell % CLASSES, 1);
      }
      return table.build();
    }

    /**
     * The mean influence of rows on an estimate. Its expectation is the truth; what it is off by is
     * what the luck of the draw does to the estimate, to first order.
     */
    double meanInfluenceNats(StudyEstimate estimate, TripleTable rows) {
      double sum = 0;
      for (int cell = 0; cell < SHAPE.cells(); cell++) {
        int label = cell / (CLASSES * CLASSES);
        int teacher = cell / CLASSES % CLASSES;
        int student = cell % CLASSES;
        long count = rows.count(label, teacher, student);
        if (count > 0) {
          sum += count * estimate.influenceNats(exact, label, teacher, student);
        }
      }
      return sum / rows.total();
    }
  }

  /** Six of them. */
  static List<StudyModel> all() {
    return List.of(
        of("good teacher", .9, .4, .4, 0),
        of("poor teacher", .5, .4, .4, 1),
        of("nearly perfect teacher", .999, .4, .4, 2),
        of("weak student", .9, .2, .3, 3),
        of("strong student", .9, .7, .2, 4),
        of("student above its teacher", .7, 0, 1, 5));
  }

  private static StudyModel of(
      String name, double accuracy, double copiesTeacher, double copiesLabel, long seed) {
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
    JointDistribution world = JointDistribution.ofProbabilities(SHAPE, pmf);
    return new StudyModel(name, pmf, BrojaSolver.solve(world, TOLERANCE_NATS));
  }

  private static double[] confusion(Random random) {
    double[] row = new double[CLASSES];
    Arrays.setAll(row, t -> -StrictMath.log(1 - random.nextDouble()));
    double sum = Arrays.stream(row).sum();
    Arrays.setAll(row, t -> row[t] / sum);
    return row;
  }
}
