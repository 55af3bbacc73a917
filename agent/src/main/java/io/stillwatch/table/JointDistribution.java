package io.stillwatch.table;

import java.util.Arrays;

/**
 * The joint distribution p(y,t,s) of label, teacher's code and student's code, with its pair
 * marginals and plain informations: what a decomposition starts from. Axes as in {@link
 * TableShape}.
 *
 * <p>From a {@link TripleTable} the pair marginals are taken from exact sums of counts: I(Y;T)
 * depends to the last bit on the label-teacher counts alone, not on the student's codes. From
 * probabilities they are compensated sums. Immutable.
 */
public final class JointDistribution {
  /** How far a given pmf may be from summing to 1; it is then normalised. */
  public static final double SUM_TOLERANCE = 1e-6;

  private final TableShape shape;
  private final double[] cells;
  private final PairDistribution labelTeacher;
  private final PairDistribution labelStudent;
  private final PairDistribution teacherStudent;

  private JointDistribution(
      TableShape shape,
      double[] cells,
      PairDistribution labelTeacher,
      PairDistribution labelStudent,
      PairDistribution teacherStudent) {
    this.shape = shape;
    this.cells = cells;
    this.labelTeacher = labelTeacher;
    this.labelStudent = labelStudent;
    this.teacherStudent = teacherStudent;
  }

  /**
   * The empirical distribution of a table of counts.
   *
   * @param table not empty
   * @return counts over total
   * @throws IllegalArgumentException if the total is 0
   */
  public static JointDistribution of(TripleTable table) {
    if (table.total() == 0) {
      throw new IllegalArgumentException("total of the table was 0; must be at least 1");
    }
    long[] counts = table.counts();
    double total = table.total();
    double[] cells = new double[counts.length];
    for (int i = 0; i < cells.length; i++) {
      cells[i] = counts[i] / total;
    }
    return new JointDistribution(
        table.shape(),
        cells,
        PairDistribution.of(table.labelTeacher()),
        PairDistribution.of(table.labelStudent()),
        PairDistribution.of(table.teacherStudent()));
  }

  /**
   * The distribution of a table of counts, read at a mix of labels. Both pairs with the label
   * depend on their own counts alone, to the last bit.
   *
   * @param table not empty
   * @param mix its own, or P'(y) of P'(y,t,s) = P'(y) P(t,s|y)
   * @return the distribution
   * @throws IllegalArgumentException if the total is 0, or the table has a label that the mix has
   *     not
   */
  public static JointDistribution of(TripleTable table, LabelMix mix) {
    if (mix.isOwn() || table.total() == 0) {
      return of(table);
    }
    TableShape shape = table.shape();
    long[] labels = table.labelCounts();
    double[] probabilities = mix.probabilities(labels);
    int perLabel = shape.teacherStates() * shape.studentStates();
    long[] counts = table.counts();
    double[] cells = new double[counts.length];
    for (int i = 0; i < cells.length; i++) {
      int label = i / perLabel;
      cells[i] = counts[i] > 0 ? probabilities[label] * (counts[i] / (double) labels[label]) : 0;
    }
    return new JointDistribution(
        shape,
        cells,
        PairDistribution.of(table.labelTeacher(), labels, probabilities),
        PairDistribution.of(table.labelStudent(), labels, probabilities),
        teacherStudent(shape, cells));
  }

  /**
   * A distribution with the pair tables of two samples that share no row, read at a mix of labels:
   * P'(y) P(t|y) P(s|y). How teacher and student pair up is not known, so they are independent
   * given the label here; what depends on it, I(Y;T,S), I(T;S) and I(T;S|Y), means nothing.
   *
   * @param teacher counts of label and teacher
   * @param student counts of label and student, with as many labels
   * @param mix a stated P'(y); labels that one of the tables lacks do not count
   * @return the distribution
   * @throws IllegalArgumentException if the tables have no label in common
   */
  static JointDistribution apart(PairTable teacher, PairTable student, LabelMix mix) {
    TableShape shape = new TableShape(teacher.rows(), teacher.columns(), student.columns());
    long[] ofTeacher = teacher.rowTotals();
    long[] ofStudent = student.rowTotals();
    long[] common = new long[shape.labels()];
    Arrays.setAll(common, label -> Math.min(ofTeacher[label], ofStudent[label]));
    if (Arrays.stream(common).sum() == 0) {
      throw new IllegalArgumentException(
          "labels that teacher and student have in common were none; must be at least one");
    }
    double[] probabilities = mix.probabilities(common);
    PairDistribution labelTeacher = PairDistribution.of(teacher, ofTeacher, probabilities);
    PairDistribution labelStudent = PairDistribution.of(student, ofStudent, probabilities);
    double[] cells = new double[shape.cells()];
    for (int label = 0, i = 0; label < shape.labels(); label++) {
      for (int t = 0; t < shape.teacherStates(); t++) {
        for (int s = 0; s < shape.studentStates(); s++, i++) {
          double pair = labelStudent.probability(label, s);
          cells[i] =
              pair > 0 ? labelTeacher.probability(label, t) * (pair / probabilities[label]) : 0;
        }
      }
    }
    return new JointDistribution(
        shape, cells, labelTeacher, labelStudent, teacherStudent(shape, cells));
  }

  /**
   * A distribution given by its probabilities.
   *
   * @param shape of the table
   * @param probabilities one a cell, flat as {@link TableShape} says, finite, at least 0, with sum
   *     1 to within {@link #SUM_TOLERANCE}
   * @return the distribution, normalised
   * @throws IllegalArgumentException if the probabilities are none
   */
  public static JointDistribution ofProbabilities(TableShape shape, double[] probabilities) {
    if (probabilities.length != shape.cells()) {
      throw new IllegalArgumentException(
          "number of probabilities was " + probabilities.length + "; must be " + shape.cells());
    }
    for (double p : probabilities) {
      if (!(p >= 0 && p <= 1 + SUM_TOLERANCE)) {
        throw new IllegalArgumentException("probability was " + p + "; must be between 0 and 1");
      }
    }
    double sum = PairDistribution.stridedSum(probabilities, 0, 1, probabilities.length);
    if (!(Math.abs(sum - 1) <= SUM_TOLERANCE)) {
      throw new IllegalArgumentException(
          "sum of probabilities was %s; must be 1 to within %s".formatted(sum, SUM_TOLERANCE));
    }
    double[] cells = new double[probabilities.length];
    for (int i = 0; i < cells.length; i++) {
      cells[i] = probabilities[i] / sum;
    }
    return ofCells(shape, cells);
  }

  private static JointDistribution ofCells(TableShape shape, double[] cells) {
    int labels = shape.labels();
    int teachers = shape.teacherStates();
    int students = shape.studentStates();
    double[] labelTeacher = new double[labels * teachers];
    for (int i = 0; i < labelTeacher.length; i++) {
      labelTeacher[i] = PairDistribution.stridedSum(cells, i * students, 1, students);
    }
    double[] labelStudent = new double[labels * students];
    for (int i = 0; i < labelStudent.length; i++) {
      int first = i / students * teachers * students + i % students;
      labelStudent[i] = PairDistribution.stridedSum(cells, first, students, teachers);
    }
    return new JointDistribution(
        shape,
        cells,
        PairDistribution.of(labels, teachers, labelTeacher),
        PairDistribution.of(labels, students, labelStudent),
        teacherStudent(shape, cells));
  }

  private static PairDistribution teacherStudent(TableShape shape, double[] cells) {
    double[] pairs = new double[shape.teacherStates() * shape.studentStates()];
    for (int i = 0; i < pairs.length; i++) {
      pairs[i] = PairDistribution.stridedSum(cells, i, pairs.length, shape.labels());
    }
    return PairDistribution.of(shape.teacherStates(), shape.studentStates(), pairs);
  }

  /**
   * The shape.
   *
   * @return as given
   */
  public TableShape shape() {
    return shape;
  }

  /**
   * One joint probability.
   *
   * @param label the label
   * @param teacher the teacher's code
   * @param student the student's code
   * @return 0 to 1
   */
  public double probability(int label, int teacher, int student) {
    return cells[shape.index(label, teacher, student)];
  }

  /**
   * P(y,t), all that a decomposition's teacher side rests on.
   *
   * @return labels x teacherStates
   */
  public PairDistribution labelTeacher() {
    return labelTeacher;
  }

  /**
   * P(y,s).
   *
   * @return labels x studentStates
   */
  public PairDistribution labelStudent() {
    return labelStudent;
  }

  /**
   * P(t,s).
   *
   * @return teacherStates x studentStates
   */
  public PairDistribution teacherStudent() {
    return teacherStudent;
  }

  /**
   * H(Y).
   *
   * @return in nats
   */
  public double labelEntropy() {
    return labelTeacher.rowEntropy();
  }

  /**
   * I(Y;T,S).
   *
   * @return in nats, at least 0
   */
  public double jointInformation() {
    CompensatedSum sum = new CompensatedSum();
    int students = shape.studentStates();
    for (int y = 0; y < shape.labels(); y++) {
      double label = labelTeacher.rowProbability(y);
      for (int t = 0; t < shape.teacherStates(); t++) {
        int first = (y * shape.teacherStates() + t) * students;
        if (labelTeacher.probability(y, t) == 0) {
          // A row of empty cells: their terms are what independence would put there.
          sum.add(label * labelTeacher.columnProbability(t));
        } else {
          addTerms(sum, first, label, t);
        }
      }
    }
    return Math.max(0, sum.value());
  }

  private void addTerms(CompensatedSum sum, int first, double label, int teacher) {
    for (int s = 0; s < shape.studentStates(); s++) {
      double independent = label * teacherStudent.probability(teacher, s);
      if (independent > 0) {
        sum.add(Entropies.divergenceTerm(cells[first + s], independent));
      }
    }
  }

  /**
   * I(T;S|Y), the copying that is not about the label.
   *
   * @return in nats, at least 0
   */
  public double nuisanceCopying() {
    CompensatedSum sum = new CompensatedSum();
    int cell = 0;
    for (int y = 0; y < shape.labels(); y++) {
      for (int t = 0; t < shape.teacherStates(); t++) {
        if (labelTeacher.probability(y, t) == 0) {
          cell += shape.studentStates();
          continue;
        }
        double share = labelTeacher.probability(y, t) / labelTeacher.rowProbability(y);
        for (int s = 0; s < shape.studentStates(); s++, cell++) {
          double independent = share * labelStudent.probability(y, s);
          if (independent > 0) {
            sum.add(Entropies.divergenceTerm(cells[cell], independent));
          }
        }
      }
    }
    return Math.max(0, sum.value());
  }

  /**
   * The pointwise information of label against both codes, log p(y|t,s) / p(y).
   *
   * @param label the label
   * @param teacher the teacher's code
   * @param student the student's code, such that the cell is not empty
   * @return in nats
   */
  public double pointwiseJointInformation(int label, int teacher, int student) {
    return StrictMath.log(
        probability(label, teacher, student)
            / labelTeacher.rowProbability(label)
            / teacherStudent.probability(teacher, student));
  }
}
