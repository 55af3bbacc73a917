package io.stillwatch.measure;

import io.stillwatch.interval.Copying;
import io.stillwatch.sample.Weight;
import io.stillwatch.snapshot.PathSettings;
import io.stillwatch.snapshot.Snapshot;
import io.stillwatch.snapshot.Snapshot.Cell;
import io.stillwatch.table.BlockedTable;
import io.stillwatch.table.TableShape;
import java.util.List;
import java.util.Optional;

/**
 * What student and teacher share over all rows of a window, labelled or not: I(T;S), and nothing
 * else, as all else is about the label. Every row counts by its own weight; a reference P(y) has no
 * say. It is no part of the stack I(T;S) = Red - Syn + I(T;S|Y), which is of the labelled rows.
 *
 * @param samples sum of the weights
 * @param pluginCopying the exact value, in nats
 * @param copying the same without its bias, in nats
 */
public record AllRows(double samples, double pluginCopying, double copying) {

  /** Of a snapshot; empty where every row has a label. */
  static Optional<AllRows> of(Snapshot snapshot) {
    if (snapshot.unlabelled().isEmpty()) {
      return Optional.empty();
    }
    TableShape shape =
        new TableShape(
            1,
            Math.max(snapshot.shape().teacherStates(), 1 + largestTeacher(snapshot.unlabelled())),
            Math.max(snapshot.shape().studentStates(), 1 + largestStudent(snapshot.unlabelled())));
    BlockedTable.Builder rows = BlockedTable.builder(shape, PathSettings.BLOCKS);
    snapshot.cells().forEach(cell -> add(rows, cell));
    snapshot.unlabelled().forEach(cell -> add(rows, cell));
    BlockedTable table = rows.build();
    return Optional.of(
        new AllRows(
            Weight.samples(table.whole().total()),
            Copying.pluginNats(table.whole()),
            Copying.correctedNats(table)));
  }

  private static int largestTeacher(List<Cell> cells) {
    return cells.stream().mapToInt(Cell::teacher).max().orElse(0);
  }

  private static int largestStudent(List<Cell> cells) {
    return cells.stream().mapToInt(Cell::student).max().orElse(0);
  }

  private static void add(BlockedTable.Builder rows, Cell cell) {
    rows.add(cell.block(), 0, cell.teacher(), cell.student(), cell.count());
  }
}
