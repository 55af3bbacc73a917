package io.stillwatch.measure;

import io.stillwatch.snapshot.Snapshot;
import io.stillwatch.snapshot.Snapshot.Cell;
import java.util.Comparator;
import java.util.List;

/**
 * What one class contributes to the distillation gap.
 *
 * @param label the class, as the records name it
 * @param nats its part of the corrected gap, at least 0
 */
public record ClassGap(String label, double nats) {
  /** The classes of a window, those that contribute most first; their sum is the gap. */
  static List<ClassGap> of(Snapshot snapshot, List<Double> gapByLabel) {
    return snapshot.cells().stream()
        .map(Cell::label)
        .distinct()
        .sorted()
        .map(label -> new ClassGap(snapshot.labels().get(label), gapByLabel.get(label)))
        .sorted(Comparator.comparingDouble(ClassGap::nats).reversed())
        .toList();
  }
}
