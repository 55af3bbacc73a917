package io.stillwatch.snapshot;

import io.stillwatch.join.Triple;
import io.stillwatch.sample.Attempt;
import io.stillwatch.sample.Key;
import io.stillwatch.snapshot.Snapshot.Cell;
import io.stillwatch.snapshot.UnlabelledRows.Beside;
import io.stillwatch.table.Transitions;
import io.stillwatch.window.Window;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * From a full window to its snapshots, one for each view. A sliding window's counts go on from its
 * last one: only what entered and left is looked at, but after a change of codebook. Not
 * thread-safe.
 */
final class Counting implements Lane.Counter {
  private final Coders coders;
  private final Views views;
  private final DependentSlices dependentSlices;
  private final FirstMixes mixes = new FirstMixes();

  private final Map<View, Passed> lastPass = new HashMap<>();

  /** The rows and not their codes: they are coded anew, lest a change of codebook look like one. */
  private record Passed(Coder coder, Map<Key, Triple> rows) {}

  private final Map<View, SlidingTally<Coder>> sliding = new HashMap<>();
  private final Map<View, UnlabelledTally> slidingUnlabelled = new HashMap<>();
  private final UnlabelledRows unlabelled;
  private final LabelMasses masses;

  Counting(PathSettings settings) {
    this.coders = new Coders(new RunCodebooks(settings.codebook()), settings.labels());
    this.views = new Views(settings.pairs());
    this.dependentSlices = new DependentSlices(settings.labels());
    this.unlabelled = new UnlabelledRows(settings.window());
    this.masses = new LabelMasses(settings.labels());
  }

  /** Another attempt begins: windows are empty, and no pass is the last. */
  @Override
  public void beginAnew() {
    lastPass.clear();
    sliding.clear();
    slidingUnlabelled.clear();
    unlabelled.beginAnew();
    masses.beginAnew();
  }

  @Override
  public void unlabelled(Triple row, long labelledBefore) {
    unlabelled.add(row, labelledBefore);
  }

  @Override
  public void recordEnds() {
    unlabelled.trim();
  }

  /** Adds the snapshots of a full window to a harvest. */
  @Override
  public void count(Window window, Attempt attempt, Harvest harvest) {
    List<View> seen = views.seen(window.entered());
    views.tooMany().ifPresent(harvest::leaveOut);
    Beside beside = unlabelled.beside(window);
    boolean isPass = window.pass().isPresent();
    if (!isPass) {
      masses.take(window);
    }
    for (View view : seen) {
      Optional<Counted> counted = Optional.empty();
      if (isPass) {
        counted = pass(view, window, beside);
      } else if (waits(view, window)) {
        passOver(view, harvest);
      } else {
        counted = training(view, window, beside);
      }
      counted
          .filter(counts -> !counts.tally.isWeightless())
          .ifPresent(counts -> snapshot(counts, window, attempt, harvest));
    }
  }

  /**
   * The counts of one view.
   *
   * @param tally of the rows that have a label
   * @param unlabelled of those that have none, in the window and beside it
   */
  private record Counted(Coder coder, Tally tally, Tally unlabelled, Optional<Transitions> moves) {}

  /** Whether a codebook would be kept that is fitted before enough of the labels was seen. */
  private boolean waits(View view, Window window) {
    return !masses.isSeen(view.task())
        && window.rows().stream()
            .filter(view::holds)
            .findFirst()
            .filter(row -> coders.wouldKeep(view, row))
            .isPresent();
  }

  private void passOver(View view, Harvest harvest) {
    sliding.computeIfAbsent(view, v -> new SlidingTally<>()).passOver();
    harvest.leaveOut(
        "the codebooks of %s wait for 95 %% of the labels of task %s, or for five windows"
            .formatted(view.pair(), view.task()));
  }

  private Optional<Counted> training(View view, Window window, Beside beside) {
    SlidingTally<Coder> counts = sliding.computeIfAbsent(view, v -> new SlidingTally<>());
    UnlabelledTally others = slidingUnlabelled.computeIfAbsent(view, v -> new UnlabelledTally());
    Optional<Coder> found =
        counts.goOn(window, view::holds, () -> coders.of(view, () -> held(view, window), window));
    if (found.isEmpty()) {
      others.passOver();
    }
    return found.map(
        coder ->
            new Counted(
                coder, counts.tally(), others.goOn(window, beside, coder), Optional.empty()));
  }

  private Optional<Counted> pass(View view, Window window, Beside beside) {
    List<Triple> rows = held(view, window);
    if (rows.isEmpty()) {
      return Optional.empty();
    }
    Coder coder = coders.of(view, () -> rows, window);
    Passed before = lastPass.getOrDefault(view, new Passed(coder, Map.of()));
    Coder ofBefore = coder.forPassBefore(before.coder);
    Map<Key, Triple> now = new HashMap<>();
    Tally tally = new Tally();
    Moves moves = new Moves();
    for (Triple row : rows) {
      CodedRow codes = coder.coded(row);
      tally.add(row, codes);
      row.sample().ifPresent(sample -> now.put(sample, row));
      row.sample()
          .map(before.rows::get)
          .ifPresent(then -> moves.add(ofBefore.coded(then), codes, row.weight()));
    }
    lastPass.put(view, new Passed(coder, now));
    return Optional.of(
        new Counted(
            coder,
            tally,
            UnlabelledTally.of(window, beside, coder),
            moves.transitions(coder.labels().size(), tally.total())));
  }

  private static List<Triple> held(View view, Window window) {
    return window.rows().stream().filter(view::holds).toList();
  }

  /** The rows of a window by codebooks that gave way to others. */
  private static Optional<Overlap> overlap(Coder before, List<Triple> rows) {
    Tally tally = Tally.of(rows, before);
    int labels = before.labels().size();
    return tally.cellsOfTable(labels) > PathSettings.MOST_CELLS
        ? Optional.empty()
        : Optional.of(new Overlap(before.codebooks(), tally.shape(labels), tally.cells()));
  }

  private void snapshot(Counted counted, Window window, Attempt attempt, Harvest harvest) {
    Coder coder = counted.coder;
    View view = coder.view();
    MeasurementId id = view.id(attempt, window);
    Classes index = coder.labels();
    Optional<List<Integer>> predictions =
        coders.areScores(view.pair()) ? index.classNumbers() : Optional.empty();
    Optional<LabelDependence> dependence =
        dependentSlices.look(view, counted.tally, index.size(), predictions);
    if (dependence.isPresent()) {
      harvest.leaveOut(dependence.get().sentence(view, predictions.isPresent()));
      predictions
          .map(right -> ErrorCounts.of(counted.tally.cells(), right))
          .map(errors -> new SliceErrors(id, counted.tally.span(window), dependence.get(), errors))
          .ifPresent(harvest::add);
    } else {
      decompose(counted, id, predictions, window, harvest);
    }
  }

  private void decompose(
      Counted counted,
      MeasurementId id,
      Optional<List<Integer>> predictions,
      Window window,
      Harvest harvest) {
    Coder coder = counted.coder;
    Tally tally = counted.tally;
    Classes index = coder.labels();
    Optional<String> tooLarge = LeftOut.tooLarge(id, tally.cellsOfTable(index.size()));
    if (tooLarge.isPresent()) {
      harvest.leaveOut(tooLarge.get());
      return;
    }
    List<Cell> counts = tally.cells();
    Supplier<List<Triple>> rows = () -> held(coder.view(), window);
    harvest.add(
        new Snapshot(
            id,
            tally.span(window),
            coder
                .codebooks()
                .with(
                    coders.health(coder.teacher(), rows, window),
                    coders.health(coder.student(), rows, window)),
            tally.shape(index.size()),
            index.names(),
            mixes.of(id, window.pass().isPresent(), counts, index.size()),
            counts,
            tally.pairCells(counted.unlabelled) > PathSettings.MOST_CELLS
                ? List.of()
                : counted.unlabelled.cells(),
            tally.effectiveRows(),
            predictions,
            counted.moves,
            window.disjoint(),
            coders.before(coder, window).flatMap(before -> overlap(before, rows.get())),
            Optional.empty()));
  }
}
