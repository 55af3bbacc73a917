package io.stillwatch.snapshot;

import io.stillwatch.codebook.Codebook;
import io.stillwatch.codebook.GivenCodes;
import io.stillwatch.codebook.RowCodes;
import io.stillwatch.join.Triple;
import io.stillwatch.sample.Role;
import io.stillwatch.window.Window;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** Finds what codes the rows of a view: codebooks and classes of one run. Not thread-safe. */
final class Coders {
  private final RunCodebooks codebooks;
  private final LabelSettings settings;
  private final Map<String, Classes> labels = new HashMap<>();
  private final Map<Pair, JointIndex> joints = new HashMap<>();
  private final Map<String, RowCodes> rowCodes = new HashMap<>();

  Coders(RunCodebooks codebooks, LabelSettings settings) {
    this.codebooks = codebooks;
    this.settings = settings;
  }

  /**
   * What codes both sides of a view.
   *
   * @param rows the view's rows of the window, at least one
   */
  Coder of(View view, Supplier<List<Triple>> rows, Window window) {
    return new Coder(
        side(view, Role.TEACHER, rows, window), side(view, Role.STUDENT, rows, window));
  }

  /**
   * What codes one side.
   *
   * @param rows the side's rows of the window, at least one
   */
  SideCoder side(View view, Role role, Supplier<List<Triple>> rows, Window window) {
    Classes classes = labels.computeIfAbsent(view.task(), task -> classes(task, rows.get()));
    Supplier<LabelledRows> labelled = () -> LabelledRows.of(rows.get(), view.task(), classes);
    return new SideCoder(
        view,
        role,
        view.pair().names(role).stream()
            .map(name -> codebooks.of(role, name, view.task(), labelled, window))
            .toList(),
        view.pair().names(role).stream()
            .map(name -> rowCodes.computeIfAbsent(role + " " + name, key -> new RowCodes()))
            .toList(),
        classes,
        joints.computeIfAbsent(view.pair(), pair -> new JointIndex()));
  }

  /** Whether a window's row of a view would have a codebook fitted for good. */
  boolean wouldKeep(View view, Triple row) {
    return Stream.of(Role.TEACHER, Role.STUDENT)
        .anyMatch(
            role ->
                view.pair().names(role).stream()
                    .anyMatch(name -> codebooks.wouldKeep(role, name, view.task(), row)));
  }

  private Classes classes(String task, List<Triple> rows) {
    return Classes.of(rows.stream().flatMap(row -> row.label(task).stream()).toList(), settings);
  }

  /**
   * How the vectors of one side lie in their codebook; of several together nothing is known.
   *
   * @param used codes that some row has
   */
  Optional<CodebookHealth> health(
      SideCoder side, int used, Supplier<List<Triple>> rows, Window window) {
    List<String> names = side.view().pair().names(side.role());
    Codebook codebook = side.codebooks().get(0);
    return names.size() == 1
        ? codebooks
            .health(
                codebook,
                side.role(),
                names.get(0),
                () -> side.labelled(LabelledRows.few(rows.get())),
                window)
            .map(health -> health.withUsed(used))
        : Optional.empty();
  }

  /** The same with the codebooks that gave way to others at this window, if any did. */
  Optional<Coder> before(Coder coder, Window window) {
    SideCoder teacher = before(coder.teacher(), window);
    SideCoder student = before(coder.student(), window);
    return teacher.equals(coder.teacher()) && student.equals(coder.student())
        ? Optional.empty()
        : Optional.of(new Coder(teacher, student));
  }

  private SideCoder before(SideCoder side, Window window) {
    List<String> names = side.view().pair().names(side.role());
    List<Codebook> old = new ArrayList<>(side.codebooks());
    for (int i = 0; i < old.size(); i++) {
      old.set(i, codebooks.replaced(side.role(), names.get(i), window).orElse(old.get(i)));
    }
    return side.with(old);
  }

  /** Whether both codes are predicted classes. */
  boolean areScores(Pair pair) {
    return pair.teachers().size() == 1
        && codebooks.isScores(Role.TEACHER, pair.teachers().get(0))
        && codebooks.isScores(Role.STUDENT, pair.student());
  }

  List<PathState.Labels> labels() {
    return labels.entrySet().stream().map(e -> e.getValue().state(e.getKey())).toList();
  }

  List<PathState.Joint> joints() {
    return joints.entrySet().stream()
        .filter(entry -> entry.getKey().teachers().size() > 1)
        .map(entry -> new PathState.Joint(entry.getKey(), entry.getValue().state()))
        .toList();
  }

  /** Knows what another one found. */
  void resume(PathState.Words words) {
    words.labels().forEach(state -> labels.put(state.task(), Classes.of(state)));
    for (PathState.Joint state : words.joints()) {
      JointIndex index = new JointIndex();
      state.codes().forEach(index::indexOf);
      joints.put(state.pair(), index);
    }
  }

  /** What coded the last pass of a view, as far as it is needed again: its readouts. */
  Coder passed(View view, PathState.Passed state, Map<String, Codebook> stored) {
    return new Coder(
        passed(view, Role.TEACHER, state.teachers(), stored),
        passed(view, Role.STUDENT, List.of(state.student()), stored));
  }

  private SideCoder passed(
      View view, Role role, List<String> fingerprints, Map<String, Codebook> stored) {
    List<Codebook> known =
        fingerprints.stream().map(f -> stored.getOrDefault(f, new GivenCodes())).toList();
    return new SideCoder(
        view,
        role,
        known,
        SideCoder.newRowCodes(known.size()),
        labels.get(view.task()),
        joints.get(view.pair()));
  }
}
