package io.stillwatch.table;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * Two tables of counts, label against teacher's code and label against student's code, of two
 * samples that share no row: how teacher and student pair up is not known, and for redundancy and
 * both unique informations it need not be. Two samples never have the same mix of labels, so both
 * are read at a stated one, P'(y) P(t|y) and P'(y) P(s|y). Kept in blocks of rows, so that every
 * block can be left out of both. Immutable.
 *
 * <p>Labels that only one of the two samples has do not count.
 */
public final class ApartTable {
  private final TableShape shape;
  private final LabelMix mix;
  private final List<List<Cell>> blocks;
  private final PairTable teacher;
  private final PairTable student;

  /** Rows of one side in one block. */
  private record Cell(boolean ofTeacher, int label, int code, long count) {}

  /**
   * Both samples less one block.
   *
   * @param distribution what is left
   * @param share of the rows that the block holds, 0 to 1: the mean of both samples'
   */
  public record Rest(JointDistribution distribution, double share) {}

  private ApartTable(TableShape shape, LabelMix mix, List<List<Cell>> blocks) {
    this.shape = shape;
    this.mix = mix;
    this.blocks = blocks;
    this.teacher = pair(true, -1);
    this.student = pair(false, -1);
  }

  /**
   * Starts empty tables.
   *
   * @param shape number of labels, teacher codes and student codes
   * @param mix the mix of labels to read both at, stated
   * @param blocks at least 1
   * @return a builder for one thread
   * @throws IllegalArgumentException if the mix is not stated: two samples have no mix in common
   */
  public static Builder builder(TableShape shape, LabelMix mix, int blocks) {
    if (mix.isOwn()) {
      throw new IllegalArgumentException(
          "mix of labels was each table's own; must be a stated one for samples taken apart");
    }
    return new Builder(shape, mix, blocks);
  }

  /**
   * The counts of label and teacher.
   *
   * @return labels x teacherStates
   */
  public PairTable teacher() {
    return teacher;
  }

  /**
   * The counts of label and student.
   *
   * @return labels x studentStates
   */
  public PairTable student() {
    return student;
  }

  /**
   * The mix of labels that both are read at.
   *
   * @return a stated one
   */
  public LabelMix mix() {
    return mix;
  }

  /**
   * Both samples at the stated mix.
   *
   * @return as {@link JointDistribution#apart}
   * @throws IllegalArgumentException if they have no label in common
   */
  public JointDistribution whole() {
    return JointDistribution.apart(teacher, student, mix);
  }

  /**
   * The number of blocks.
   *
   * @return at least 1; some may be empty
   */
  public int blocks() {
    return blocks.size();
  }

  /**
   * What is left when a block is left out of both samples.
   *
   * @param block 0 to blocks - 1
   * @return empty where the block holds nothing, or nothing that can be read is left
   */
  public Optional<Rest> without(int block) {
    PairTable teacherRest = pair(true, block);
    PairTable studentRest = pair(false, block);
    boolean readable = common(teacherRest, studentRest).length > 0;
    double left =
        ((double) teacherRest.total() / teacher.total()
                + (double) studentRest.total() / student.total())
            / 2;
    return readable && left < 1
        ? Optional.of(new Rest(JointDistribution.apart(teacherRest, studentRest, mix), 1 - left))
        : Optional.empty();
  }

  /** The labels of which there are rows on both sides. */
  private static int[] common(PairTable teacher, PairTable student) {
    long[] ofTeacher = teacher.rowTotals();
    long[] ofStudent = student.rowTotals();
    return IntStream.range(0, ofTeacher.length)
        .filter(label -> ofTeacher[label] > 0 && ofStudent[label] > 0)
        .toArray();
  }

  private PairTable pair(boolean ofTeacher, int without) {
    int columns = ofTeacher ? shape.teacherStates() : shape.studentStates();
    long[] counts = new long[Math.multiplyExact(shape.labels(), columns)];
    for (int block = 0; block < blocks.size(); block++) {
      for (Cell cell : block == without ? List.<Cell>of() : blocks.get(block)) {
        if (cell.ofTeacher == ofTeacher) {
          int at = cell.label * columns + cell.code;
          counts[at] = Math.addExact(counts[at], cell.count);
        }
      }
    }
    return new PairTable(shape.labels(), columns, counts);
  }

  /** Counts into blocks. Not safe for several threads. */
  public static final class Builder {
    private final TableShape shape;
    private final LabelMix mix;
    private final List<List<Cell>> blocks = new ArrayList<>();

    private Builder(TableShape shape, LabelMix mix, int count) {
      if (count < 1) {
        throw new IllegalArgumentException("blocks was " + count + "; must be at least 1");
      }
      this.shape = shape;
      this.mix = mix;
      for (int block = 0; block < count; block++) {
        blocks.add(new ArrayList<>());
      }
    }

    /**
     * Counts rows of the teacher's sample.
     *
     * @param block 0 to blocks - 1
     * @param label the label
     * @param code the teacher's code
     * @param count at least 0
     * @return this
     * @throws IllegalArgumentException if a state is outside its axis or the count negative
     */
    public Builder addTeacher(int block, int label, int code, long count) {
      TableShape.requireState("teacher", code, shape.teacherStates());
      return add(block, new Cell(true, label, code, count));
    }

    /**
     * Counts rows of the student's sample.
     *
     * @param block 0 to blocks - 1
     * @param label the label
     * @param code the student's code
     * @param count at least 0
     * @return this
     * @throws IllegalArgumentException if a state is outside its axis or the count negative
     */
    public Builder addStudent(int block, int label, int code, long count) {
      TableShape.requireState("student", code, shape.studentStates());
      return add(block, new Cell(false, label, code, count));
    }

    private Builder add(int block, Cell cell) {
      TableShape.requireState("block", block, blocks.size());
      TableShape.requireState("label", cell.label, shape.labels());
      if (cell.count < 0) {
        throw new IllegalArgumentException("count was " + cell.count + "; must be at least 0");
      }
      if (cell.count > 0) {
        blocks.get(block).add(cell);
      }
      return this;
    }

    /**
     * The tables so far, without the labels that only one side has.
     *
     * @return tables that later additions do not change
     * @throws ArithmeticException if a count no longer fits a {@code long}
     */
    public ApartTable build() {
      ApartTable all = new ApartTable(shape, mix, blocks);
      Set<Integer> common = new HashSet<>();
      Arrays.stream(common(all.teacher, all.student)).forEach(common::add);
      return new ApartTable(
          shape,
          mix,
          blocks.stream()
              .map(cells -> cells.stream().filter(cell -> common.contains(cell.label)).toList())
              .toList());
    }
  }
}
