package io.stillwatch.snapshot;

import io.stillwatch.join.Triple;
import io.stillwatch.sample.Key;
import io.stillwatch.sample.Weight;
import io.stillwatch.snapshot.Snapshot.Cell;
import io.stillwatch.table.Seeds;
import io.stillwatch.table.TableShape;
import io.stillwatch.table.Transitions;
import io.stillwatch.window.Window;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** The counts of one window for one pair and task, while they are being made. Not thread-safe. */
final class Tally {
  private record Place(int block, CodedRow codes) implements Comparable<Place> {
    @Override
    public int compareTo(Place other) {
      int byBlock = Integer.compare(block, other.block);
      return byBlock != 0 ? byBlock : Tally.compare(codes, other.codes);
    }
  }

  private final TreeMap<Place, Long> cells = new TreeMap<>();
  private final List<Transitions.Entry> moves = new ArrayList<>();
  private final Set<CodedRow> occupied = new HashSet<>();
  private final Map<Key, Long> groups = new LinkedHashMap<>();
  private double squaresOfUngrouped;
  private int teacherStates;
  private int studentStates;
  private long total;
  private long moved;
  private int rows;

  private static int compare(CodedRow one, CodedRow other) {
    int byLabel = Integer.compare(one.label(), other.label());
    if (byLabel != 0) {
      return byLabel;
    }
    int byTeacher = Integer.compare(one.teacher(), other.teacher());
    return byTeacher != 0 ? byTeacher : Integer.compare(one.student(), other.student());
  }

  void add(Triple row, CodedRow codes) {
    teacherStates = Math.max(teacherStates, codes.teacher() + 1);
    studentStates = Math.max(studentStates, codes.student() + 1);
    if (row.weight() == 0) {
      return;
    }
    cells.merge(new Place(block(row), codes), row.weight(), Math::addExact);
    occupied.add(codes);
    rows++;
    total = Math.addExact(total, row.weight());
    if (row.group().isPresent()) {
      groups.merge(row.group().get(), row.weight(), Math::addExact);
    } else {
      double weight = Weight.samples(row.weight());
      squaresOfUngrouped += weight * weight;
    }
  }

  void move(CodedRow before, CodedRow now, long weight) {
    teacherStates = Math.max(teacherStates, before.teacher() + 1);
    studentStates = Math.max(studentStates, before.student() + 1);
    // A sample whose label changed is another sample.
    if (before.label() == now.label() && weight > 0) {
      moves.add(
          new Transitions.Entry(
              now.label(),
              before.teacher(),
              before.student(),
              now.teacher(),
              now.student(),
              weight));
      moved = Math.addExact(moved, weight);
    }
  }

  /** Rows of one group share a block, so that leaving a block out leaves whole groups out. */
  private static int block(Triple row) {
    long hash =
        row.group()
            .or(row::sample)
            .map(key -> Seeds.hash(key.toString()))
            .orElseGet(() -> Seeds.hash(row.ordinal()));
    return Seeds.block(hash, PathSettings.BLOCKS);
  }

  List<Cell> cells() {
    return cells.entrySet().stream()
        .map(
            entry -> {
              CodedRow codes = entry.getKey().codes();
              return new Cell(
                  entry.getKey().block(),
                  codes.label(),
                  codes.teacher(),
                  codes.student(),
                  entry.getValue());
            })
        .toList();
  }

  /** Where a tenth of the samples or more is new, the passes are not of one probe set. */
  Optional<Transitions> moves(int labels) {
    if (moved < 0.9 * total) {
      return Optional.empty();
    }
    Transitions.Builder builder = Transitions.builder(shape(labels));
    for (Transitions.Entry move : moves) {
      builder.add(
          move.label(),
          move.teacherBefore(),
          move.studentBefore(),
          move.teacherNow(),
          move.studentNow(),
          move.count());
    }
    return Optional.of(builder.build());
  }

  /** The size of the table, which may be more than fits one. */
  double cellsOfTable(int labels) {
    return (double) labels * teacherStates * studentStates;
  }

  TableShape shape(int labels) {
    return new TableShape(labels, teacherStates, studentStates);
  }

  double effectiveRows() {
    double squares = squaresOfUngrouped;
    for (long weight : groups.values()) {
      squares += Weight.samples(weight) * Weight.samples(weight);
    }
    double sum = Weight.samples(total);
    return sum * sum / squares;
  }

  Span span(Window window, List<Triple> triples) {
    Triple last = triples.get(triples.size() - 1);
    return new Span(
        triples.stream().mapToLong(t -> t.moment().step()).max().orElseThrow(),
        last.moment().epoch(),
        window.pass(),
        Weight.samples(total),
        (double) rows / occupied.size(),
        triples.stream().allMatch(t -> t.moment().heldOut()),
        triples.stream().mapToLong(Triple::timestampMillis).max().orElseThrow());
  }
}
