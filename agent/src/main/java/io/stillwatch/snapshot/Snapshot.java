package io.stillwatch.snapshot;

import java.util.List;
import java.util.Optional;

/**
 * What the ordered path leaves of a window: integers, and nobody's activations. Everything that a
 * measurement says can be computed from it, at any time and anywhere, with the same result.
 *
 * @param id what is measured
 * @param span the rows it rests on
 * @param codebooks the codebooks that made the codes
 * @param shape number of labels, teacher codes and student codes
 * @param cells the table, in blocks, without zeros
 * @param effectiveRows (sum of w)^2 / sum of w^2 over groups
 * @param predictions where both codes are class predictions: the code that is right for each label
 * @param moves the codes of the samples that the last pass held too; empty where there was none
 * @param disjoint whether verdicts rest on this window
 */
public record Snapshot(
    MeasurementId id,
    Span span,
    Codebooks codebooks,
    Shape shape,
    List<Cell> cells,
    double effectiveRows,
    Optional<List<Integer>> predictions,
    List<Move> moves,
    boolean disjoint) {

  /**
   * The table's axes.
   *
   * @param labels label states
   * @param teacherStates teacher codes
   * @param studentStates student codes
   */
  public record Shape(int labels, int teacherStates, int studentStates) {}

  /**
   * One occupied cell.
   *
   * @param block 0 to 9, by a hash of group or sample
   * @param label index of the label
   * @param teacher the teacher's code
   * @param student the student's code
   * @param count sum of the weights, in units of 2^-20
   */
  public record Cell(int block, int label, int teacher, int student, long count) {}

  /**
   * Samples of one label that went from one pair of codes to another since the last pass.
   *
   * @param label index of the label
   * @param teacherBefore the teacher's code then
   * @param studentBefore the student's code then
   * @param teacher the teacher's code now
   * @param student the student's code now
   * @param count sum of the weights, in units of 2^-20
   */
  public record Move(
      int label, int teacherBefore, int studentBefore, int teacher, int student, long count) {}
}
