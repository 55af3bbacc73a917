package io.stillwatch.snapshot;

import io.stillwatch.snapshot.Snapshot.Cell;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Finds the slices that are defined through the label: those that are declared, those whose rows
 * have one label, and those on which a model is never right. Not thread-safe.
 *
 * <p>A teacher that is never right on a slice has nothing to teach there, whatever the slice is. A
 * student that is never right may have it all still to learn, which is what the gap is for: of it
 * only such slices are taken where each of its wrong answers stands for one label, as each does of
 * two classes, so that it would seem to know the label. A slice on which a model is always right is
 * left alone: it may be an easy one.
 *
 * <p>Chance must not make it. Of R right predictions in the whole window none falls into a share f
 * of its rows, taken without a look at them, with a chance of (1 - f)^R at most.
 */
final class DependentSlices {
  private static final double SMALLEST_CHANCE = 1e-6;

  private final LabelSettings settings;
  private Whole whole;

  /** All rows of a window: of the view that its slices come after. */
  private record Whole(ErrorCounts errors, double rows) {
    /** Whether a part of these rows would hardly be without a right prediction by chance. */
    boolean isNoChance(long partTotal, long wrong) {
      double right = rows * (errors.total() - wrong) / errors.total();
      double share = (double) partTotal / errors.total();
      return right * StrictMath.log1p(-share) < StrictMath.log(SMALLEST_CHANCE);
    }
  }

  DependentSlices(LabelSettings settings) {
    this.settings = settings;
  }

  /**
   * Looks at one view of a window. That of all rows must come before those of its slices, and
   * depends on nothing.
   *
   * @param labels how many labels the task has shown so far
   * @param right where both codes are class predictions: the code that is right for each label
   */
  Optional<LabelDependence> look(
      View view, Tally tally, int labels, Optional<List<Integer>> right) {
    Optional<ErrorCounts> errors = right.map(codes -> ErrorCounts.of(tally.cells(), codes));
    if (view.slice().equals(View.ALL)) {
      whole = errors.map(counts -> new Whole(counts, tally.effectiveRows())).orElse(null);
      return Optional.empty();
    }
    if (settings.isDependent(view.slice())) {
      return Optional.of(LabelDependence.DECLARED);
    }
    if (labels > 1 && tally.hasOneLabel()) {
      return Optional.of(LabelDependence.ONE_LABEL);
    }
    return errors.flatMap(counts -> neverRight(counts, tally.cells()));
  }

  private Optional<LabelDependence> neverRight(ErrorCounts slice, List<Cell> cells) {
    if (slice.teacher() == slice.total()
        && whole.isNoChance(slice.total(), whole.errors.teacher())) {
      return Optional.of(LabelDependence.TEACHER_WRONG);
    }
    return slice.student() == slice.total()
            && whole.isNoChance(slice.total(), whole.errors.student())
            && studentTellsLabel(cells)
        ? Optional.of(LabelDependence.STUDENT_WRONG)
        : Optional.empty();
  }

  private static boolean studentTellsLabel(List<Cell> cells) {
    Map<Integer, Integer> labels = new HashMap<>();
    return cells.stream()
        .allMatch(
            cell ->
                labels.merge(cell.student(), cell.label(), (a, b) -> a.equals(b) ? a : -1)
                    == cell.label());
  }
}
