package io.stillwatch.benchmarks;

import io.stillwatch.table.JointDistribution;
import io.stillwatch.table.Seeds;
import io.stillwatch.table.TableShape;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.DoubleSupplier;

/**
 * Tables made to break a solver, one for every seed: axes of log-uniform lengths, and cells of one
 * of the {@link Kind}s. One cell more holds some mass, so that no table is empty.
 */
final class StressTables {
  static final int MOST_LABELS = 200;
  static final int MOST_STATES = 50;

  private static final int LEAST_LENGTH = 2;
  private static final double MASS_OF_ONE_CELL = 0.1;
  private static final List<Kind> KINDS = List.of(Kind.values());

  private StressTables() {}

  /** What the cells of a table hold, up to a factor. */
  enum Kind {
    /** Exponential: a draw from the uniform Dirichlet distribution. */
    DENSE("dense"),
    SPARSE("80 % zeros"),
    WIDE("down to 1e-12"),
    EXTREME("97 % zeros, down to 1e-300"),

    /** What a monitor meets, with classes and codes that need not fit one another. */
    HISTOGRAM("classifiers' histogram"),

    /** T and S independent in every class, and some classes a million times rarer than others. */
    PRODUCT("product, uneven classes");

    private final String title;

    Kind(String title) {
      this.title = title;
    }

    double[] cells(TableShape shape, Random random) {
      return switch (this) {
        case DENSE -> each(shape, () -> -Math.log(1 - random.nextDouble()));
        case SPARSE -> each(shape, () -> random.nextInt(10) < 8 ? 0 : random.nextDouble());
        case WIDE -> each(shape, () -> Math.pow(10, -12 * random.nextDouble()));
        case EXTREME ->
            each(shape, () -> random.nextInt(100) < 97 ? 0 : downTo300Zeros(random.nextDouble()));
        case HISTOGRAM -> histogram(shape, random);
        case PRODUCT -> products(shape, random);
      };
    }

    @Override
    public String toString() {
      return title;
    }
  }

  /** The kind of a seed's table. */
  static Kind kind(long seed) {
    return KINDS.get((int) Math.floorMod(seed, (long) KINDS.size()));
  }

  /** The table of a seed. */
  static JointDistribution table(long seed) {
    Random random = Seeds.random(seed);
    TableShape shape =
        new TableShape(
            length(MOST_LABELS, random), length(MOST_STATES, random), length(MOST_STATES, random));
    double[] cells = kind(seed).cells(shape, random);
    cells[random.nextInt(cells.length)] += MASS_OF_ONE_CELL;
    double sum = Arrays.stream(cells).sum();
    return JointDistribution.ofProbabilities(
        shape, Arrays.stream(cells).map(cell -> cell / sum).toArray());
  }

  private static int length(int most, Random random) {
    double ratio = (double) most / LEAST_LENGTH;
    return (int) Math.round(LEAST_LENGTH * Math.pow(ratio, random.nextDouble()));
  }

  private static double[] each(TableShape shape, DoubleSupplier cell) {
    double[] cells = new double[shape.cells()];
    Arrays.setAll(cells, i -> cell.getAsDouble());
    return cells;
  }

  /** More of the moderate exponents than of the extreme ones. */
  private static double downTo300Zeros(double uniform) {
    return Math.pow(10, -300 * uniform * uniform);
  }

  private static double[] histogram(TableShape shape, Random random) {
    double accuracy = Models.ACCURACIES.get(random.nextInt(Models.ACCURACIES.size()));
    int teachers = shape.teacherStates();
    int students = shape.studentStates();
    double[] cells = new double[shape.cells()];
    int rows = 200 + random.nextInt(5_000);
    for (int row = 0; row < rows; row++) {
      int y = random.nextInt(shape.labels());
      int t = random.nextDouble() < accuracy ? y % teachers : random.nextInt(teachers);
      boolean copies = random.nextDouble() < 0.4;
      int own = random.nextDouble() < accuracy ? y % students : random.nextInt(students);
      cells[shape.index(y, t, copies ? t % students : own)]++;
    }
    return cells;
  }

  private static double[] products(TableShape shape, Random random) {
    double[] cells = new double[shape.cells()];
    int cell = 0;
    for (int y = 0; y < shape.labels(); y++) {
      double mass = Math.pow(10, -6 * random.nextDouble());
      double[] teacher = uneven(shape.teacherStates(), random);
      double[] student = uneven(shape.studentStates(), random);
      for (double t : teacher) {
        for (double s : student) {
          cells[cell++] = mass * t * s;
        }
      }
    }
    return cells;
  }

  private static double[] uneven(int states, Random random) {
    double[] masses = new double[states];
    Arrays.setAll(masses, i -> Math.pow(random.nextDouble(), 8));
    return masses;
  }
}
