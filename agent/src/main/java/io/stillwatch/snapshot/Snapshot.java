package io.stillwatch.snapshot;

import io.stillwatch.table.TableShape;
import io.stillwatch.table.Transitions;
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
 * @param labels the names of the labels by index
 * @param firstMix the weight of each label in the first window of the run, in units of 2^-20; of
 *     one that came later the weight it joined with, of one that no window had 0
 * @param cells the table, in blocks, without zeros
 * @param effectiveRows (sum of w)^2 / sum of w^2 over groups
 * @param predictions where both codes are class predictions: the code that is right for each label
 * @param moves the codes of the samples that the last pass held too; empty where there was none
 * @param disjoint whether verdicts rest on this window
 * @param overlap where a codebook of clusters was fitted again: the window by the one before
 * @param apart where teacher and student were sampled apart: what the teacher's part rests on; all
 *     else is of the student's window, and a cell has one of the two codes alone
 */
public record Snapshot(
    MeasurementId id,
    Span span,
    Codebooks codebooks,
    TableShape shape,
    List<String> labels,
    List<Long> firstMix,
    List<Cell> cells,
    double effectiveRows,
    Optional<List<Integer>> predictions,
    Optional<Transitions> moves,
    boolean disjoint,
    Optional<Overlap> overlap,
    Optional<Apart> apart) {

  /**
   * One occupied cell.
   *
   * @param block 0 to {@link PathSettings#BLOCKS} - 1, by a hash of group or sample
   * @param label index of the label
   * @param teacher the teacher's code; {@link #NONE} in rows of a student that was sampled apart
   * @param student the student's code; {@link #NONE} in rows of a teacher that was sampled apart
   * @param count sum of the weights, in units of 2^-20
   */
  public record Cell(int block, int label, int teacher, int student, long count) {
    /** No code: another sample has it. */
    public static final int NONE = -1;

    /**
     * Whether the row has a student.
     *
     * @return false in rows of a teacher that was sampled apart
     */
    public boolean hasStudent() {
      return student != NONE;
    }
  }

  /**
   * The teacher's sample, where it shares no row with the student's.
   *
   * @param samples sum of the weights
   * @param effectiveRows (sum of w)^2 / sum of w^2 over groups
   * @param lastStep highest step in its window
   */
  public record Apart(double samples, double effectiveRows, long lastStep) {}
}
