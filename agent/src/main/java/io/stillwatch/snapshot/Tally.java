package io.stillwatch.snapshot;

import io.stillwatch.join.Triple;
import io.stillwatch.sample.Key;
import io.stillwatch.sample.Weight;
import io.stillwatch.snapshot.Snapshot.Cell;
import io.stillwatch.table.Seeds;
import io.stillwatch.table.TableShape;
import io.stillwatch.window.Window;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.TreeMap;

/**
 * The counts of one view of a run, row by row: adding one and taking one out cost the same however
 * many there are. All sums are of integers, so what is left never depends on what once was there.
 * Not thread-safe.
 */
final class Tally {
  /** Units of a weight's square, 2^-40, in one. */
  private static final double SQUARE_UNITS = 0x1p40;

  private record Place(int block, CodedRow codes) implements Comparable<Place> {
    @Override
    public int compareTo(Place other) {
      int byBlock = Integer.compare(block, other.block);
      return byBlock != 0 ? byBlock : codes.compareTo(other.codes);
    }
  }

  private final TreeMap<Place, Long> cells = new TreeMap<>();
  private final Map<CodedRow, Integer> occupied = new HashMap<>();
  private final Map<Key, Long> groups = new HashMap<>();

  /** The codes of every row, by its ordinal. */
  private final Map<Long, CodedRow> codesOf = new HashMap<>();

  private final SquareSum squares = new SquareSum();
  private long total;
  private int rows;
  private int notHeldOut;
  private long lastStep;
  private long lastMillis;
  private OptionalDouble epoch = OptionalDouble.empty();

  /** The counts of these rows. */
  static Tally of(Collection<Triple> rows, RowCoder coder) {
    Tally tally = new Tally();
    rows.forEach(row -> tally.add(row, coder.coded(row)));
    return tally;
  }

  void add(Triple row, CodedRow codes) {
    codesOf.put(row.ordinal(), codes);
    lastStep = Math.max(lastStep, row.moment().step());
    lastMillis = Math.max(lastMillis, row.timestampMillis());
    epoch = row.moment().epoch();
    notHeldOut += row.heldOut() ? 0 : 1;
    if (row.weight() > 0) {
      rows++;
      occupied.merge(codes, 1, Integer::sum);
      weigh(row, codes, row.weight());
    }
  }

  /** Takes a row out; one that is not there is left alone. */
  void remove(Triple row) {
    CodedRow codes = codesOf.remove(row.ordinal());
    if (codes == null) {
      return;
    }
    notHeldOut -= row.heldOut() ? 0 : 1;
    if (row.weight() > 0) {
      rows--;
      occupied.computeIfPresent(codes, (key, count) -> count == 1 ? null : count - 1);
      weigh(row, codes, -row.weight());
    }
  }

  private void weigh(Triple row, CodedRow codes, long weight) {
    cells.merge(new Place(block(row), codes), weight, Tally::sum);
    total = Math.addExact(total, weight);
    if (row.group().isPresent()) {
      Key group = row.group().get();
      long before = groups.getOrDefault(group, 0L);
      groups.merge(group, weight, Tally::sum);
      squares.subtract(before);
      squares.add(before + weight);
    } else if (weight > 0) {
      squares.add(weight);
    } else {
      squares.subtract(weight);
    }
  }

  /** Null, which a map forgets, where nothing is left. */
  private static Long sum(long one, long other) {
    long sum = Math.addExact(one, other);
    return sum == 0 ? null : Long.valueOf(sum);
  }

  /** Rows of one group share a block, so that leaving a block out leaves whole groups out. */
  private static int block(Triple row) {
    Optional<Key> key = row.group();
    if (key.isEmpty()) {
      key = row.sample();
    }
    long hash = key.isPresent() ? LabelledRows.hash(key.get()) : Seeds.hash(row.ordinal());
    return Seeds.block(hash, PathSettings.BLOCKS);
  }

  boolean isEmpty() {
    return codesOf.isEmpty();
  }

  /** Whether no row has a weight. */
  boolean isWeightless() {
    return total == 0;
  }

  boolean hasOneLabel() {
    return occupied.keySet().stream().mapToInt(CodedRow::label).distinct().count() == 1;
  }

  long total() {
    return total;
  }

  List<Cell> cells() {
    List<Cell> list = new ArrayList<>(cells.size());
    cells.forEach(
        (place, count) -> {
          CodedRow codes = place.codes();
          list.add(new Cell(place.block(), codes.label(), codes.teacher(), codes.student(), count));
        });
    return list;
  }

  /** The size of the table, which may be more than fits one. */
  double cellsOfTable(int labels) {
    return (double) labels * teacherStates() * studentStates();
  }

  /** The size of the table without labels of these rows and others together. */
  double pairCells(Tally others) {
    return (double) Math.max(teacherStates(), others.teacherStates())
        * Math.max(studentStates(), others.studentStates());
  }

  TableShape shape(int labels) {
    return new TableShape(labels, teacherStates(), studentStates());
  }

  /** As many states as the rows show. */
  int teacherStates() {
    return 1 + occupied.keySet().stream().mapToInt(CodedRow::teacher).max().orElse(0);
  }

  int studentStates() {
    return 1 + occupied.keySet().stream().mapToInt(CodedRow::student).max().orElse(0);
  }

  /** Codes that some row has. */
  int teacherCodes() {
    return (int) occupied.keySet().stream().mapToInt(CodedRow::teacher).distinct().count();
  }

  int studentCodes() {
    return (int) occupied.keySet().stream().mapToInt(CodedRow::student).distinct().count();
  }

  /** (sum of w)^2 / sum of w^2 over groups. */
  double effectiveRows() {
    double sum = Weight.samples(total);
    return sum * sum / (squares.doubleValue() / SQUARE_UNITS);
  }

  Span span(Window window) {
    return new Span(
        lastStep,
        epoch,
        window.pass(),
        Weight.samples(total),
        (double) rows / occupied.size(),
        notHeldOut == 0,
        lastMillis);
  }
}
