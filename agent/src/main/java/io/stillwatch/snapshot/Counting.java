package io.stillwatch.snapshot;

import io.stillwatch.join.Triple;
import io.stillwatch.sample.Attempt;
import io.stillwatch.sample.Key;
import io.stillwatch.sample.Role;
import io.stillwatch.snapshot.Snapshot.Cell;
import io.stillwatch.snapshot.UnlabelledRows.Beside;
import io.stillwatch.table.Transitions;
import io.stillwatch.window.Window;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * From a full window to its snapshots, one for each view. A sliding window's counts go on from its
 * last one: only what entered and left is looked at, but after a change of codebook. Not
 * thread-safe.
 */
final class Counting {
  private final RunCodebooks codebooks;
  private final UnlabelledRows unlabelled;
  private final Views views;
  private final DependentSlices dependentSlices;
  private final LabelSettings labelSettings;
  private final Map<String, Classes> labels = new HashMap<>();
  private final Map<Pair, JointIndex> joints = new HashMap<>();
  private final FirstMixes mixes = new FirstMixes();

  /** The rows and not their codes: they are coded anew, lest a change of codebook look like one. */
  private final Map<View, Map<Key, Triple>> lastPass = new HashMap<>();

  private final Map<View, Sliding> sliding = new HashMap<>();

  /** The counts of a sliding window, and what made its codes. */
  private static final class Sliding {
    private Tally tally = new Tally();
    private Tally unlabelled = new Tally();
    private Optional<Coder> coder = Optional.empty();
  }

  Counting(
      RunCodebooks codebooks, UnlabelledRows unlabelled, PairSettings pairs, LabelSettings labels) {
    this.codebooks = codebooks;
    this.unlabelled = unlabelled;
    this.views = new Views(pairs);
    this.dependentSlices = new DependentSlices(labels);
    this.labelSettings = labels;
  }

  /** Another attempt begins: windows are empty, and no pass is the last. */
  void beginAnew() {
    lastPass.clear();
    sliding.clear();
    unlabelled.beginAnew();
  }

  /** Adds the snapshots of a full window to a harvest. */
  void count(Window window, Attempt attempt, Harvest harvest) {
    Beside beside = unlabelled.beside(window);
    for (View view : views.seen(window.entered())) {
      Optional<Counted> counted =
          window.pass().isPresent() ? pass(view, window, beside) : training(view, window, beside);
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

  private Optional<Counted> training(View view, Window window, Beside beside) {
    Sliding state = sliding.computeIfAbsent(view, v -> new Sliding());
    window.left().forEach(state.tally::remove);
    List<Triple> entered = held(view, window.entered());
    if (state.tally.isEmpty() && entered.isEmpty()) {
      // What is beside the window is not followed meanwhile, so all is counted anew then.
      state.coder = Optional.empty();
      return Optional.empty();
    }
    Coder coder = coder(view, window);
    if (state.coder.filter(coder::equals).isPresent()) {
      entered.forEach(row -> state.tally.add(row, coder.coded(row)));
      window.left().forEach(state.unlabelled::remove);
      beside.left().forEach(state.unlabelled::remove);
      unlabelled(view, window.entered(), beside.entered())
          .forEach(row -> state.unlabelled.add(row, coder.unlabelled(row)));
    } else {
      state.tally = new Tally();
      state.coder = Optional.of(coder);
      held(view, window.rows()).forEach(row -> state.tally.add(row, coder.coded(row)));
      state.unlabelled = new Tally();
      unlabelled(view, window.rows(), beside.rows().get())
          .forEach(row -> state.unlabelled.add(row, coder.unlabelled(row)));
    }
    return Optional.of(new Counted(coder, state.tally, state.unlabelled, Optional.empty()));
  }

  /** Of several teachers the codes together are numbered as labelled rows show them, so none. */
  private static Stream<Triple> unlabelled(
      View view, Collection<Triple> rows, List<Triple> beside) {
    return view.pair().teachers().size() == 1
        ? Stream.concat(rows.stream(), beside.stream()).filter(view::lacksLabel)
        : Stream.empty();
  }

  private Optional<Counted> pass(View view, Window window, Beside beside) {
    List<Triple> rows = held(view, window.rows());
    if (rows.isEmpty()) {
      return Optional.empty();
    }
    Coder coder = coder(view, window);
    Map<Key, Triple> before = lastPass.getOrDefault(view, Map.of());
    Map<Key, Triple> now = new HashMap<>();
    Tally tally = new Tally();
    Moves moves = new Moves();
    for (Triple row : rows) {
      CodedRow codes = coder.coded(row);
      tally.add(row, codes);
      row.sample().ifPresent(sample -> now.put(sample, row));
      row.sample()
          .map(before::get)
          .ifPresent(then -> moves.add(coder.coded(then), codes, row.weight()));
    }
    lastPass.put(view, now);
    Tally others = new Tally();
    unlabelled(view, window.rows(), beside.rows().get())
        .forEach(row -> others.add(row, coder.unlabelled(row)));
    return Optional.of(
        new Counted(coder, tally, others, moves.transitions(coder.labels().size(), tally.total())));
  }

  private static List<Triple> held(View view, Collection<Triple> rows) {
    return rows.stream().filter(view::holds).toList();
  }

  private Coder coder(View view, Window window) {
    Pair pair = view.pair();
    Classes classes =
        labels.computeIfAbsent(view.task(), task -> classes(task, held(view, window.rows())));
    Supplier<LabelledRows> rows = () -> labelled(view, classes, window);
    return new Coder(
        view,
        pair.teachers().stream()
            .map(name -> codebooks.of(Role.TEACHER, name, view.task(), rows, window))
            .toList(),
        codebooks.of(Role.STUDENT, pair.student(), view.task(), rows, window),
        classes,
        joints.computeIfAbsent(pair, p -> new JointIndex()));
  }

  private static LabelledRows labelled(View view, Classes classes, Window window) {
    return LabelledRows.of(held(view, window.rows()), view.task(), classes);
  }

  private Codebooks healthy(Coder coder, Supplier<LabelledRows> rows, Window window) {
    Pair pair = coder.view().pair();
    return coder
        .codebooks()
        .with(
            pair.teachers().size() == 1
                ? codebooks.health(
                    coder.teachers().get(0), Role.TEACHER, pair.teachers().get(0), rows, window)
                : Optional.empty(),
            codebooks.health(coder.student(), Role.STUDENT, pair.student(), rows, window));
  }

  /** The rows of a window by codebooks that gave way to others. */
  private static Optional<Overlap> overlap(Coder before, List<Triple> rows) {
    Tally tally = new Tally();
    rows.forEach(row -> tally.add(row, before.coded(row)));
    int labels = before.labels().size();
    return tally.cellsOfTable(labels) > PathSettings.MOST_CELLS
        ? Optional.empty()
        : Optional.of(new Overlap(before.codebooks(), tally.shape(labels), tally.cells()));
  }

  private Classes classes(String task, List<Triple> rows) {
    return Classes.of(
        rows.stream().flatMap(row -> row.label(task).stream()).toList(), labelSettings);
  }

  private void snapshot(Counted counted, Window window, Attempt attempt, Harvest harvest) {
    View view = counted.coder.view();
    MeasurementId id =
        new MeasurementId(attempt, view.pair().toString(), view.task(), view.slice(), window.hop());
    Classes index = counted.coder.labels();
    Optional<List<Integer>> predictions =
        bothScores(view.pair()) ? index.classNumbers() : Optional.empty();
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
    View view = counted.coder.view();
    Classes index = counted.coder.labels();
    double cells = counted.tally.cellsOfTable(index.size());
    if (cells > PathSettings.MOST_CELLS) {
      harvest.leaveOut(
          "the table of %s had %.0f cells; must be at most %d: use fewer labels or codes"
              .formatted(id.text(), cells, PathSettings.MOST_CELLS));
      return;
    }
    List<Cell> counts = counted.tally.cells();
    Supplier<LabelledRows> rows = () -> labelled(view, index, window);
    harvest.add(
        new Snapshot(
            id,
            counted.tally.span(window),
            healthy(counted.coder, rows, window),
            counted.tally.shape(index.size()),
            index.names(),
            mixes.of(id, window.pass().isPresent(), counts, index.size()),
            counts,
            counted.tally.pairCells(counted.unlabelled) > PathSettings.MOST_CELLS
                ? List.of()
                : counted.unlabelled.cells(),
            counted.tally.effectiveRows(),
            predictions,
            counted.moves,
            window.disjoint(),
            counted
                .coder
                .before(codebooks, window)
                .flatMap(before -> overlap(before, rows.get().rows()))));
  }

  private boolean bothScores(Pair pair) {
    return pair.teachers().size() == 1
        && codebooks.isScores(Role.TEACHER, pair.teachers().get(0))
        && codebooks.isScores(Role.STUDENT, pair.student());
  }
}
