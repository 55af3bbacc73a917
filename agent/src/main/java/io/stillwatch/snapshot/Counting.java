package io.stillwatch.snapshot;

import io.stillwatch.codebook.Codebook;
import io.stillwatch.join.Ordinals;
import io.stillwatch.join.Triple;
import io.stillwatch.sample.Attempt;
import io.stillwatch.sample.Key;
import io.stillwatch.snapshot.Snapshot.Cell;
import io.stillwatch.snapshot.UnlabelledRows.Beside;
import io.stillwatch.table.Transitions;
import io.stillwatch.window.Window;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Supplier;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/**
 * From a full window to its snapshots, one for each view. A sliding window's counts go on from its
 * last one: only what entered and left is looked at, but after a change of codebook. Not
 * thread-safe.
 */
final class Counting implements Lane.Counter, Memory {
  private final Vocabulary vocabulary;
  private final Coders coders;
  private final Views views;
  private final DependentSlices dependentSlices;
  private final FirstMixes mixes;

  private final Map<View, Passed> lastPass = new HashMap<>();

  /** The rows and not their codes: they are coded anew, lest a change of codebook look like one. */
  private record Passed(Coder coder, Map<Key, Triple> rows) {}

  /** The lowest offset of the rows of last passes. */
  private OptionalLong passedOffset = OptionalLong.empty();

  private final Map<View, SlidingTally<Coder>> sliding = new HashMap<>();
  private final Map<View, UnlabelledTally> slidingUnlabelled = new HashMap<>();
  private final UnlabelledRows unlabelled;
  private final LabelMasses masses;

  Counting(PathSettings settings) {
    this.vocabulary = new Vocabulary(settings);
    this.coders = vocabulary.coders();
    this.views = vocabulary.views();
    this.mixes = vocabulary.mixes();
    this.dependentSlices = new DependentSlices(settings.labels());
    this.unlabelled = new UnlabelledRows(settings.window());
    this.masses = new LabelMasses(settings.labels());
  }

  /** Another attempt begins: windows are empty, and no pass is the last. */
  @Override
  public void beginAnew() {
    lastPass.clear();
    passedOffset = OptionalLong.empty();
    sliding.clear();
    slidingUnlabelled.clear();
    unlabelled.beginAnew();
    masses.beginAnew();
  }

  /** The last pass and the rows without a label are needed again. */
  @Override
  public OptionalLong firstOffset() {
    return LongStream.concat(passedOffset.stream(), unlabelled.firstOffset().stream()).min();
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
    if (isPass) {
      passedOffset = firstOffsetOfPasses();
    }
  }

  private OptionalLong firstOffsetOfPasses() {
    return lastPass.values().stream()
        .flatMap(passed -> passed.rows.values().stream())
        .mapToLong(Triple::firstOffset)
        .min();
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
                    coders.health(coder.teacher(), tally.teacherCodes(), rows, window),
                    coders.health(coder.student(), tally.studentCodes(), rows, window)),
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

  @Override
  public Vocabulary vocabulary() {
    return vocabulary;
  }

  @Override
  public List<PathState.Joined> joined() {
    return List.of(
        new PathState.Joined(
            lastPass.entrySet().stream().map(e -> state(e.getKey(), e.getValue())).toList(),
            unlabelled.state(),
            masses.state()));
  }

  @Override
  public Map<String, Codebook> passed() {
    Map<String, Codebook> codebooks = new HashMap<>();
    for (Passed passed : lastPass.values()) {
      Stream.of(passed.coder.teacher(), passed.coder.student())
          .flatMap(side -> side.codebooks().stream())
          .forEach(codebook -> codebooks.put(codebook.fingerprint(), codebook));
    }
    return codebooks;
  }

  @Override
  public void resume(PathState state, List<Map<Long, Triple>> rows, Map<String, Codebook> stored) {
    vocabulary.resume(state.words(), stored);
    PathState.Joined joined = state.joined().get(0);
    for (PathState.Passed passed : joined.passed()) {
      View view = new View(passed.pair(), passed.task(), passed.slice());
      Map<Key, Triple> samples = new HashMap<>();
      passed
          .rows()
          .in(rows.get(0))
          .forEach(row -> row.sample().ifPresent(sample -> samples.put(sample, row)));
      lastPass.put(view, new Passed(coders.passed(view, passed, stored), samples));
    }
    passedOffset = firstOffsetOfPasses();
    unlabelled.resume(joined.beside(), rows.get(0));
    masses.resume(joined.masses());
  }

  private static PathState.Passed state(View view, Passed passed) {
    return new PathState.Passed(
        view.pair(),
        view.task(),
        view.slice(),
        passed.coder.teacher().codebooks().stream().map(Codebook::fingerprint).toList(),
        passed.coder.student().codebooks().get(0).fingerprint(),
        Ordinals.of(
            passed.rows.values().stream()
                .sorted(Comparator.comparingLong(Triple::ordinal))
                .toList()));
  }
}
