package io.stillwatch.measure;

import io.stillwatch.interval.Estimator;
import io.stillwatch.interval.PairedChange;
import io.stillwatch.measure.Measurement.PredictionErrors;
import io.stillwatch.pid.BrojaSolver;
import io.stillwatch.snapshot.Overlap;
import io.stillwatch.snapshot.PathSettings;
import io.stillwatch.snapshot.Snapshot;
import io.stillwatch.snapshot.Snapshot.Cell;
import io.stillwatch.table.BlockedTable;
import io.stillwatch.table.JointDistribution;
import io.stillwatch.table.TripleTable;
import java.util.List;
import java.util.OptionalDouble;

/**
 * From a snapshot to its numbers. A function of the snapshot alone: any number of them can be
 * measured at once, later, or elsewhere, with the same bits.
 */
public final class SnapshotMeasurer {
  private SnapshotMeasurer() {}

  /**
   * Measures one snapshot; the costly step, some 20 solves.
   *
   * @param snapshot not empty
   * @return its numbers
   */
  public static Finding measure(Snapshot snapshot) {
    BlockedTable.Builder table = BlockedTable.builder(snapshot.shape(), PathSettings.BLOCKS);
    for (Cell cell : snapshot.cells()) {
      table.add(cell.block(), cell.label(), cell.teacher(), cell.student(), cell.count());
    }
    return new Finding(
        snapshot,
        Estimator.estimate(table.build(), snapshot.effectiveRows()),
        snapshot.predictions().map(right -> errors(snapshot.cells(), right)),
        snapshot.moves().map(moves -> PairedChange.of(moves, snapshot.effectiveRows())),
        snapshot.overlap().map(SnapshotMeasurer::overlap));
  }

  private static Measurement.Overlap overlap(Overlap overlap) {
    TripleTable.Builder table = TripleTable.builder(overlap.shape());
    for (Cell cell : overlap.cells()) {
      table.add(cell.label(), cell.teacher(), cell.student(), cell.count());
    }
    return new Measurement.Overlap(
        overlap.codebooks(),
        BrojaSolver.solve(JointDistribution.of(table.build())).decomposition());
  }

  private static PredictionErrors errors(List<Cell> cells, List<Integer> right) {
    double total = 0;
    double wrong = 0;
    double inherited = 0;
    for (Cell cell : cells) {
      total += cell.count();
      if (cell.teacher() != right.get(cell.label())) {
        wrong += cell.count();
        inherited += cell.student() == cell.teacher() ? cell.count() : 0;
      }
    }
    return new PredictionErrors(
        wrong / total, wrong > 0 ? OptionalDouble.of(inherited / wrong) : OptionalDouble.empty());
  }
}
