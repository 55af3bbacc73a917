package io.stillwatch.benchmarks;

import io.stillwatch.table.JointDistribution;
import io.stillwatch.table.Seeds;
import io.stillwatch.table.TableShape;
import java.util.List;
import java.util.stream.LongStream;

/** The tables that are timed: which shapes, which families, and how many rows. */
final class Models {
  /** (classes, teacher's codes, student's codes). */
  static final List<TableShape> SIZES =
      List.of(
          new TableShape(2, 2, 2),
          new TableShape(10, 10, 10),
          new TableShape(10, 20, 20),
          new TableShape(20, 20, 20),
          new TableShape(100, 20, 20),
          new TableShape(1000, 10, 10),
          new TableShape(10, 50, 50));

  /** Accuracies of the noisy classifiers: early, middle and late training. */
  static final List<Double> ACCURACIES = List.of(0.5, 0.9, 0.999);

  /** Rows of a histogram; {@link #EXACT} stands for the model's own table. */
  static final int FEW_ROWS = 2_000;

  static final int MANY_ROWS = 10_000;
  static final int EXACT = 0;

  private Models() {}

  /** The classifiers of an accuracy whose student copies the teacher and the label alike. */
  static NoisyClassifiers classifiers(double accuracy) {
    return new NoisyClassifiers(accuracy, 0.4, 0.4);
  }

  /** All that is timed at every size, from what a monitor meets to what is merely hard. */
  static List<Tables> all() {
    return List.of(
        new Tables(classifiers(0.5), FEW_ROWS),
        new Tables(classifiers(0.9), FEW_ROWS),
        new Tables(classifiers(0.999), FEW_ROWS),
        new Tables(classifiers(0.5), MANY_ROWS),
        new Tables(classifiers(0.9), MANY_ROWS),
        new Tables(classifiers(0.999), MANY_ROWS),
        new Tables(classifiers(0.9), EXACT),
        new Tables(new DirichletJoint(0.1), EXACT),
        new Tables(new DirichletJoint(1), EXACT),
        new Tables(new DirichletMarginals(1), EXACT));
  }

  /**
   * A model's tables.
   *
   * @param model the model
   * @param rows of a histogram drawn from it, or {@link #EXACT}
   */
  record Tables(Model model, int rows) {
    /** One table of a shape. */
    JointDistribution table(TableShape shape, long seed) {
      JointDistribution exact = model.exact(shape, seed);
      return rows == EXACT
          ? exact
          : Sampling.of(exact).histogram(rows, Seeds.random(Seeds.with(seed, rows)));
    }

    /** The tables of the first seeds; fewer where the model has but one. */
    List<JointDistribution> tables(TableShape shape, int count) {
      boolean single = rows == EXACT && model instanceof NoisyClassifiers;
      return LongStream.range(0, single ? 1 : count).mapToObj(seed -> table(shape, seed)).toList();
    }

    @Override
    public String toString() {
      return model + ", " + rowsText();
    }

    /** Rows as a reader names them. */
    String rowsText() {
      return rows == EXACT ? "exact" : Text.grouped(rows);
    }
  }
}
