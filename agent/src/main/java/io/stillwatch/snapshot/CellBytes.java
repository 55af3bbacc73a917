package io.stillwatch.snapshot;

import io.stillwatch.snapshot.Snapshot.Cell;
import io.stillwatch.table.TableShape;
import io.stillwatch.table.Transitions;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToIntFunction;

/**
 * Sparse tables as bytes: of each cell how far its place lies behind that of the one before, where
 * places are numbered as in a dense table, and how often it holds the unit of all. Any order of
 * cells survives; the usual one takes two to three bytes a cell.
 */
final class CellBytes {
  /** One for the place, one for the count. */
  private static final int LEAST_BYTES = 2;

  private CellBytes() {}

  /** The extents of a list's axes; a code counts from {@link Cell#NONE}. */
  private record Axes(long labels, long teachers, long students) {
    static Axes of(List<Cell> cells) {
      return new Axes(
          1 + most(cells, Cell::label),
          2 + most(cells, Cell::teacher),
          2 + most(cells, Cell::student));
    }

    private static long most(List<Cell> cells, ToIntFunction<Cell> code) {
      return cells.stream().mapToInt(code).max().orElse(0);
    }

    long place(Cell cell) {
      return in(
          students,
          in(teachers, in(labels, cell.block(), cell.label()), 1 + cell.teacher()),
          1 + cell.student());
    }

    private static long in(long axis, long before, long state) {
      return Math.addExact(Math.multiplyExact(before, axis), state);
    }

    Cell cell(long place, long count) {
      long row = place / students;
      long block = row / teachers / labels;
      return new Cell(
          Math.toIntExact(block),
          (int) (row / teachers % labels),
          (int) (row % teachers) - 1,
          (int) (place % students) - 1,
          count);
    }
  }

  static void write(List<Cell> cells, ByteSink out) {
    Axes axes = Axes.of(cells);
    out.whole(axes.labels);
    out.whole(axes.teachers);
    out.whole(axes.students);
    long unit = out.unit(cells.stream().mapToLong(Cell::count).toArray());
    out.whole(cells.size());
    long before = 0;
    for (Cell cell : cells) {
      long place = axes.place(cell);
      out.signed(place - before);
      out.whole(cell.count() / unit);
      before = place;
    }
  }

  static List<Cell> read(ByteCursor in) throws SnapshotFormatException {
    Axes axes = new Axes(extent(in), extent(in), extent(in));
    long unit = in.whole();
    int count = in.count(LEAST_BYTES);
    List<Cell> cells = new ArrayList<>(count);
    long place = 0;
    for (int i = 0; i < count; i++) {
      place = next(place, in);
      cells.add(axes.cell(place, Math.multiplyExact(unit, in.whole())));
    }
    return List.copyOf(cells);
  }

  private static long extent(ByteCursor in) throws SnapshotFormatException {
    int extent = in.small();
    if (extent == 0) {
      throw new SnapshotFormatException("an axis of a table was 0; must be at least 1");
    }
    return extent;
  }

  private static long next(long before, ByteCursor in) throws SnapshotFormatException {
    long place = before + in.signed();
    if (place < 0) {
      throw new SnapshotFormatException("a place in a table was " + place + "; must be at least 0");
    }
    return place;
  }

  static void write(Transitions moves, ByteSink out) {
    TableShape shape = moves.shape();
    write(shape, out);
    long unit = out.unit(moves.entries().stream().mapToLong(Transitions.Entry::count).toArray());
    out.whole(moves.entries().size());
    long codes = (long) shape.teacherStates() * shape.studentStates();
    long before = 0;
    for (Transitions.Entry move : moves.entries()) {
      long place =
          shape.index(move.label(), move.teacherBefore(), move.studentBefore()) * codes
              + (long) move.teacherNow() * shape.studentStates()
              + move.studentNow();
      out.signed(place - before);
      out.whole(move.count() / unit);
      before = place;
    }
  }

  static Transitions readMoves(ByteCursor in) throws SnapshotFormatException {
    TableShape shape = readShape(in);
    long unit = in.whole();
    int count = in.count(LEAST_BYTES);
    List<Transitions.Entry> moves = new ArrayList<>(count);
    long place = 0;
    for (int i = 0; i < count; i++) {
      place = next(place, in);
      moves.add(move(shape, place, Math.multiplyExact(unit, in.whole())));
    }
    return new Transitions(shape, moves);
  }

  private static Transitions.Entry move(TableShape shape, long place, long count) {
    int students = shape.studentStates();
    long codes = (long) shape.teacherStates() * students;
    long before = place / codes;
    long now = place % codes;
    return new Transitions.Entry(
        Math.toIntExact(before / codes),
        (int) (before % codes / students),
        (int) (before % students),
        (int) (now / students),
        (int) (now % students),
        count);
  }

  static void write(TableShape shape, ByteSink out) {
    out.whole(shape.labels());
    out.whole(shape.teacherStates());
    out.whole(shape.studentStates());
  }

  /** Of a table that can be measured: whoever counts it takes memory for all of its cells. */
  static TableShape readShape(ByteCursor in) throws SnapshotFormatException {
    int labels = in.small();
    int teachers = in.small();
    int students = in.small();
    double cells = (double) labels * teachers * students;
    if (cells < 1 || cells > PathSettings.MOST_CELLS) {
      throw new SnapshotFormatException(
          "a table was %d x %d x %d; must have between 1 and %d cells"
              .formatted(labels, teachers, students, PathSettings.MOST_CELLS));
    }
    return new TableShape(labels, teachers, students);
  }
}
