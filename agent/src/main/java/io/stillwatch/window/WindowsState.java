package io.stillwatch.window;

import io.stillwatch.join.Ordinals;
import java.util.List;

/**
 * Where the windows of a run stand, between two records. Rows are named by their ordinals: whoever
 * goes on reads them again.
 *
 * @param hop the next window's ordinal
 * @param pass the probe pass
 * @param sliding the window over training batches
 */
public record WindowsState(long hop, Pass pass, Moving sliding) {
  /**
   * The open probe pass.
   *
   * @param open its id; empty where none is open
   * @param lastClosed id of the pass before; empty where there was none
   * @param rows its rows, in order
   * @param firstOffset the lowest offset that it needs
   * @param parts which parts are in, of passes that are not closed
   */
  public record Pass(
      List<String> open,
      List<String> lastClosed,
      Ordinals rows,
      long firstOffset,
      List<Parts> parts) {}

  /**
   * Which parts of a pass are in.
   *
   * @param pass its id
   * @param teacher bits of the teacher's parts, as {@link java.util.BitSet#toLongArray} has them
   * @param student of the student's
   * @param labels of the labels'
   */
  public record Parts(String pass, List<Long> teacher, List<Long> student, List<Long> labels) {}

  /**
   * A sliding window.
   *
   * @param rows its rows, in the order in which they entered
   * @param waiting rows that are to enter, in order
   * @param phase where in its rhythm it is: numbers that the kind of window knows
   */
  public record Moving(Ordinals rows, Ordinals waiting, List<Long> phase) {}
}
