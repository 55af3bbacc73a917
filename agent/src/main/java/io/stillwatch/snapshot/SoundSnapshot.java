package io.stillwatch.snapshot;

import io.stillwatch.snapshot.Snapshot.Cell;
import io.stillwatch.table.TableShape;
import java.util.List;

/**
 * What holds of every snapshot that the ordered path makes, and so must hold of one that was read
 * before anybody takes memory for its tables.
 */
final class SoundSnapshot {
  private SoundSnapshot() {}

  static void require(Snapshot snapshot) throws SnapshotFormatException {
    int labels = snapshot.shape().labels();
    boolean apart = snapshot.apart().isPresent();
    require(snapshot.labels().size() == labels, "labels were not as many as the table has");
    require(snapshot.firstMix().size() == labels, "the first mix was not of the table's labels");
    require(snapshot.firstMix().stream().allMatch(weight -> weight >= 0), "a weight was below 0");
    require(
        snapshot.predictions().stream().allMatch(right -> right.size() == labels),
        "right codes were not as many as labels");
    require(snapshot.span().joined() != apart, "the rows were both joined and apart");
    requireReals(snapshot);
    requireTable(snapshot.cells(), snapshot.shape(), apart);
    requireUnlabelled(snapshot, apart);
    if (snapshot.moves().isPresent()) {
      require(
          !apart && snapshot.moves().get().shape().labels() == labels,
          "moves were not of the table's labels");
    }
    if (snapshot.overlap().isPresent()) {
      Overlap overlap = snapshot.overlap().get();
      require(!apart && overlap.shape().labels() == labels, "the overlap was of other labels");
      requireTable(overlap.cells(), overlap.shape(), false);
    }
  }

  private static void requireReals(Snapshot snapshot) throws SnapshotFormatException {
    requirePositive("effective rows", snapshot.effectiveRows());
    requirePositive("samples", snapshot.span().samples());
    require(
        Double.isFinite(snapshot.span().rowsPerOccupiedCell())
            && snapshot.span().rowsPerOccupiedCell() >= 0,
        "rows per occupied cell were " + snapshot.span().rowsPerOccupiedCell());
    if (snapshot.apart().isPresent()) {
      requirePositive("effective rows of the teacher", snapshot.apart().get().effectiveRows());
      requirePositive("samples of the teacher", snapshot.apart().get().samples());
    }
  }

  private static void requirePositive(String what, double value) throws SnapshotFormatException {
    require(value > 0 && Double.isFinite(value), what + " were " + value);
  }

  private static void requireTable(List<Cell> cells, TableShape shape, boolean apart)
      throws SnapshotFormatException {
    require(!cells.isEmpty(), "a table was empty");
    long total = 0;
    for (Cell cell : cells) {
      boolean both = cell.hasStudent() && cell.teacher() != Cell.NONE;
      require(
          cell.label() < shape.labels()
              && cell.teacher() < shape.teacherStates()
              && cell.student() < shape.studentStates()
              && (apart ? cell.hasStudent() != (cell.teacher() != Cell.NONE) : both),
          cell + " was outside of " + shape);
      total = Math.addExact(total, counted(cell));
    }
  }

  private static long counted(Cell cell) throws SnapshotFormatException {
    require(cell.count() > 0 && cell.block() < PathSettings.BLOCKS, cell + " was no count");
    return cell.count();
  }

  private static void requireUnlabelled(Snapshot snapshot, boolean apart)
      throws SnapshotFormatException {
    double teachers = snapshot.shape().teacherStates();
    double students = snapshot.shape().studentStates();
    long total = 0;
    for (Cell cell : snapshot.unlabelled()) {
      require(
          cell.label() == 0 && cell.hasStudent() && cell.teacher() != Cell.NONE && !apart,
          cell + " was no count of rows without a label");
      teachers = Math.max(teachers, 1.0 + cell.teacher());
      students = Math.max(students, 1.0 + cell.student());
      total = Math.addExact(total, counted(cell));
    }
    require(teachers * students <= PathSettings.MOST_CELLS, "rows without a label had many codes");
  }

  private static void require(boolean sound, String problem) throws SnapshotFormatException {
    if (!sound) {
      throw new SnapshotFormatException(problem + "; no snapshot is like that");
    }
  }
}
