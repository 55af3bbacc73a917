package io.stillwatch.snapshot;

import io.stillwatch.snapshot.Snapshot.Cell;
import java.util.List;
import java.util.OptionalDouble;

/**
 * How often class predictions are wrong, as sums of weights in units of 2^-20.
 *
 * @param total of all rows, above 0
 * @param teacher of the rows where the teacher is wrong
 * @param student of the rows where the student is wrong
 * @param inherited of the rows where the teacher is wrong and the student says the same
 */
public record ErrorCounts(long total, long teacher, long student, long inherited) {

  /** The errors of a table, given the code that is right for each label. */
  static ErrorCounts of(List<Cell> cells, List<Integer> right) {
    long total = 0;
    long teacher = 0;
    long student = 0;
    long inherited = 0;
    for (Cell cell : cells) {
      int code = right.get(cell.label());
      boolean wrong = cell.teacher() != code;
      total += cell.count();
      teacher += wrong ? cell.count() : 0;
      student += cell.student() != code ? cell.count() : 0;
      inherited += wrong && cell.student() == cell.teacher() ? cell.count() : 0;
    }
    return new ErrorCounts(total, teacher, student, inherited);
  }

  /**
   * How often the teacher is wrong.
   *
   * @return 0 to 1
   */
  public double teacherRatio() {
    return (double) teacher / total;
  }

  /**
   * How often the student is wrong.
   *
   * @return 0 to 1
   */
  public double studentRatio() {
    return (double) student / total;
  }

  /**
   * The share of the teacher's errors that the student makes too, P(S=T | T wrong).
   *
   * @return 0 to 1; empty where the teacher makes none
   */
  public OptionalDouble inheritanceRatio() {
    return teacher > 0 ? OptionalDouble.of((double) inherited / teacher) : OptionalDouble.empty();
  }
}
