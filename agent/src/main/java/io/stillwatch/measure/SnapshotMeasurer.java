package io.stillwatch.measure;

import io.stillwatch.interval.Estimator;
import io.stillwatch.interval.PairedChange;
import io.stillwatch.measure.Measurement.PredictionErrors;
import io.stillwatch.pid.BrojaSolver;
import io.stillwatch.snapshot.Overlap;
import io.stillwatch.snapshot.PathSettings;
import io.stillwatch.snapshot.Snapshot;
import io.stillwatch.snapshot.Snapshot.Apart;
import io.stillwatch.snapshot.Snapshot.Cell;
import io.stillwatch.table.ApartTable;
import io.stillwatch.table.BlockedTable;
import io.stillwatch.table.JointDistribution;
import io.stillwatch.table.TripleTable;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Predicate;

/**
 * From a snapshot to its numbers. A function of the snapshot alone: any number of them can be
 * measured at once, later, or elsewhere, with the same bits.
 */
public final class SnapshotMeasurer {
  private SnapshotMeasurer() {}

  /**
   * Measures one snapshot at the default reference.
   *
   * @param snapshot not empty
   * @return its numbers
   */
  public static Finding measure(Snapshot snapshot) {
    return measure(snapshot, ReferenceSettings.DEFAULT);
  }

  /**
   * Measures one snapshot; the costly step, some 20 solves.
   *
   * @param snapshot not empty
   * @param settings the P(y) to read it at
   * @return its numbers
   */
  public static Finding measure(Snapshot snapshot, ReferenceSettings settings) {
    Reweighing reweighing = Reweighing.of(snapshot, settings);
    return snapshot.apart().isPresent()
        ? apart(snapshot, snapshot.apart().get(), reweighing)
        : joined(snapshot, reweighing);
  }

  private static Finding joined(Snapshot snapshot, Reweighing reweighing) {
    List<Cell> cells = reweighing.cells(snapshot.cells());
    BlockedTable.Builder builder = BlockedTable.builder(snapshot.shape(), PathSettings.BLOCKS);
    for (Cell cell : cells) {
      builder.add(cell.block(), cell.label(), cell.teacher(), cell.student(), cell.count());
    }
    BlockedTable table = builder.build().at(reweighing.mix());
    double rows = snapshot.effectiveRows() * share(cells, snapshot.cells());
    double[] factors = table.mix().factors(table.whole().labelCounts());
    return new Finding(
        snapshot,
        reweighing.reference(),
        Estimator.estimate(table, rows),
        snapshot.predictions().map(right -> errors(cells, factors, right)),
        snapshot
            .moves()
            .map(reweighing::moves)
            .filter(moves -> !moves.entries().isEmpty())
            .map(moves -> PairedChange.of(moves, table.mix(), rows)),
        snapshot.overlap().map(overlap -> overlap(overlap, reweighing)));
  }

  private static Finding apart(Snapshot snapshot, Apart teacher, Reweighing reweighing) {
    List<Cell> cells = reweighing.cells(snapshot.cells());
    ApartTable.Builder table =
        ApartTable.builder(snapshot.shape(), reweighing.mix(), PathSettings.BLOCKS);
    for (Cell cell : cells) {
      if (cell.hasStudent()) {
        table.addStudent(cell.block(), cell.label(), cell.student(), cell.count());
      } else {
        table.addTeacher(cell.block(), cell.label(), cell.teacher(), cell.count());
      }
    }
    double studentShare = share(cells, snapshot.cells(), Cell::hasStudent);
    double teacherShare = share(cells, snapshot.cells(), cell -> !cell.hasStudent());
    return new Finding(
        snapshot,
        reweighing.reference(),
        Estimator.estimate(
            table.build(),
            teacher.effectiveRows() * teacherShare,
            snapshot.effectiveRows() * studentShare),
        Optional.empty(),
        Optional.empty(),
        Optional.empty());
  }

  private static double share(List<Cell> part, List<Cell> whole, Predicate<Cell> side) {
    return share(part.stream().filter(side).toList(), whole.stream().filter(side).toList());
  }

  private static Measurement.Overlap overlap(Overlap overlap, Reweighing reweighing) {
    TripleTable.Builder table = TripleTable.builder(overlap.shape());
    for (Cell cell : reweighing.cells(overlap.cells())) {
      table.add(cell.label(), cell.teacher(), cell.student(), cell.count());
    }
    JointDistribution window = JointDistribution.of(table.build(), reweighing.mix());
    return new Measurement.Overlap(overlap.codebooks(), BrojaSolver.solve(window).decomposition());
  }

  private static double share(List<Cell> part, List<Cell> whole) {
    return part.size() == whole.size() ? 1 : total(part) / total(whole);
  }

  private static double total(List<Cell> cells) {
    return cells.stream().mapToDouble(Cell::count).sum();
  }

  private static PredictionErrors errors(List<Cell> cells, double[] factors, List<Integer> right) {
    double total = 0;
    double wrong = 0;
    double inherited = 0;
    for (Cell cell : cells) {
      double weight = factors[cell.label()] * cell.count();
      total += weight;
      if (cell.teacher() != right.get(cell.label())) {
        wrong += weight;
        inherited += cell.student() == cell.teacher() ? weight : 0;
      }
    }
    return new PredictionErrors(
        wrong / total, wrong > 0 ? OptionalDouble.of(inherited / wrong) : OptionalDouble.empty());
  }
}
