package io.stillwatch.table;

import java.util.Arrays;

/**
 * A dense table of counts over label, teacher's code and student's code, with the axes of {@link
 * TableShape}. The unit of the counts is the caller's (samples, or multiples of 2^-20 of one):
 * adding and taking away are exact, so a table does not depend on the order or the machine in which
 * its samples were counted. Immutable; the total always fits a {@code long}, hence so does every
 * marginal.
 */
public final class TripleTable {
  private final TableShape shape;
  private final long[] counts;
  private final long total;

  private TripleTable(TableShape shape, long[] counts, long total) {
    this.shape = shape;
    this.counts = counts;
    this.total = total;
  }

  /**
   * Starts an empty table.
   *
   * @param shape of the table
   * @return a builder for one thread
   */
  public static Builder builder(TableShape shape) {
    return new Builder(shape);
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
   * One count.
   *
   * @param label the label
   * @param teacher the teacher's code
   * @param student the student's code
   * @return at least 0
   * @throws IllegalArgumentException if a state is outside its axis
   */
  public long count(int label, int teacher, int student) {
    return counts[shape.index(label, teacher, student)];
  }

  /**
   * The sum of all counts.
   *
   * @return at least 0
   */
  public long total() {
    return total;
  }

  /**
   * The number of cells that hold anything.
   *
   * @return 0 to the number of cells
   */
  public int occupiedCells() {
    return (int) Arrays.stream(counts).filter(count -> count > 0).count();
  }

  /**
   * Two tables counted together.
   *
   * @param other of the same shape
   * @return cell by cell this plus other
   * @throws ArithmeticException if the total no longer fits a {@code long}
   */
  public TripleTable plus(TripleTable other) {
    requireShapeOf(other);
    long sum = Math.addExact(total, other.total);
    long[] cells = counts.clone();
    for (int i = 0; i < cells.length; i++) {
      cells[i] += other.counts[i];
    }
    return new TripleTable(shape, cells, sum);
  }

  /**
   * What is left when a part is taken away.
   *
   * @param part of the same shape, in no cell more than this table
   * @return cell by cell this less part
   * @throws IllegalArgumentException if the part holds more than this table in some cell
   */
  public TripleTable minus(TripleTable part) {
    requireShapeOf(part);
    long[] cells = counts.clone();
    for (int i = 0; i < cells.length; i++) {
      cells[i] -= part.counts[i];
      if (cells[i] < 0) {
        throw new IllegalArgumentException(
            "count taken away was %d in cell %d; must be between 0 and %d"
                .formatted(part.counts[i], i, counts[i]));
      }
    }
    return new TripleTable(shape, cells, total - part.total);
  }

  /**
   * The label-teacher marginal.
   *
   * @return labels x teacherStates
   */
  public PairTable labelTeacher() {
    int students = shape.studentStates();
    long[] sums = new long[shape.labels() * shape.teacherStates()];
    for (int i = 0; i < counts.length; i++) {
      sums[i / students] += counts[i];
    }
    return new PairTable(shape.labels(), shape.teacherStates(), sums);
  }

  /**
   * The label-student marginal.
   *
   * @return labels x studentStates
   */
  public PairTable labelStudent() {
    int students = shape.studentStates();
    int perLabel = shape.teacherStates() * students;
    long[] sums = new long[shape.labels() * students];
    for (int i = 0; i < counts.length; i++) {
      sums[i / perLabel * students + i % students] += counts[i];
    }
    return new PairTable(shape.labels(), students, sums);
  }

  /**
   * The teacher-student marginal.
   *
   * @return teacherStates x studentStates
   */
  public PairTable teacherStudent() {
    int perLabel = shape.teacherStates() * shape.studentStates();
    long[] sums = new long[perLabel];
    for (int i = 0; i < counts.length; i++) {
      sums[i % perLabel] += counts[i];
    }
    return new PairTable(shape.teacherStates(), shape.studentStates(), sums);
  }

  /**
   * The sum of the counts of each label.
   *
   * @return one a label, at least 0
   */
  public long[] labelCounts() {
    int perLabel = shape.teacherStates() * shape.studentStates();
    long[] sums = new long[shape.labels()];
    for (int i = 0; i < counts.length; i++) {
      sums[i / perLabel] += counts[i];
    }
    return sums;
  }

  /** The flat counts; not to be written. */
  long[] counts() {
    return counts;
  }

  private void requireShapeOf(TripleTable other) {
    if (!shape.equals(other.shape)) {
      throw new IllegalArgumentException("shape was " + other.shape + "; must be " + shape);
    }
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof TripleTable that
        && shape.equals(that.shape)
        && Arrays.equals(counts, that.counts);
  }

  @Override
  public int hashCode() {
    return 31 * shape.hashCode() + Arrays.hashCode(counts);
  }

  /** Counts into a table. Not safe for several threads; can go on after {@link #build}. */
  public static final class Builder {
    private final TableShape shape;
    private final long[] counts;
    private long total;

    private Builder(TableShape shape) {
      this.shape = shape;
      this.counts = new long[shape.cells()];
    }

    /**
     * Counts into one cell.
     *
     * @param label the label
     * @param teacher the teacher's code
     * @param student the student's code
     * @param count at least 0
     * @return this
     * @throws IllegalArgumentException if a state is outside its axis or the count negative
     * @throws ArithmeticException if the total no longer fits a {@code long}; nothing is counted
     *     then
     */
    public Builder add(int label, int teacher, int student, long count) {
      int cell = shape.index(label, teacher, student);
      if (count < 0) {
        throw new IllegalArgumentException("count was " + count + "; must be at least 0");
      }
      total = Math.addExact(total, count);
      counts[cell] += count;
      return this;
    }

    /**
     * The table so far.
     *
     * @return a table that later additions do not change
     */
    public TripleTable build() {
      return new TripleTable(shape, counts.clone(), total);
    }
  }
}
