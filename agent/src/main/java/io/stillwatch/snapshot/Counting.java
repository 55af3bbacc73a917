package io.stillwatch.snapshot;

import io.stillwatch.codebook.Codebook;
import io.stillwatch.join.Triple;
import io.stillwatch.sample.Attempt;
import io.stillwatch.sample.Key;
import io.stillwatch.sample.Representation;
import io.stillwatch.sample.Role;
import io.stillwatch.window.Window;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * From a full window to its snapshots, one for each pair and task. Remembers the classes of every
 * task, the codebooks, and the rows of the last pass. Not thread-safe.
 */
final class Counting {
  private final RunCodebooks codebooks;
  private final Map<String, LabelIndex> labels = new LinkedHashMap<>();

  /** The rows and not their codes: they are coded anew, lest a change of codebook look like one. */
  private final Map<String, Map<Key, Triple>> lastPass = new HashMap<>();

  private List<Pair> pairs = List.of();

  Counting(RunCodebooks codebooks) {
    this.codebooks = codebooks;
  }

  void forgetLastPass() {
    lastPass.clear();
  }

  /** Adds the snapshots of a full window to a harvest. */
  void count(Window window, Attempt attempt, Harvest harvest) {
    if (pairs.isEmpty()) {
      pairs = Pair.of(window.rows().get(0).batch());
    }
    for (Pair pair : pairs) {
      List<Triple> paired = window.rows().stream().filter(triple -> has(triple, pair)).toList();
      for (String task : tasks(paired)) {
        List<Triple> rows = paired.stream().filter(row -> isLabelled(row, task)).toList();
        if (rows.stream().anyMatch(row -> row.weight() > 0)) {
          MeasurementId id = new MeasurementId(attempt, pair.toString(), task, "all", window.hop());
          count(window, id, pair, rows, harvest);
        }
      }
    }
  }

  private static boolean has(Triple triple, Pair pair) {
    return triple.representation(Role.TEACHER, pair.teacher()).isPresent()
        && triple.representation(Role.STUDENT, pair.student()).isPresent();
  }

  private static Set<String> tasks(List<Triple> rows) {
    Set<String> tasks = new TreeSet<>();
    rows.forEach(row -> tasks.addAll(row.batch().rows().labels().keySet()));
    return tasks;
  }

  private static boolean isLabelled(Triple row, String task) {
    return row.label(task).filter(label -> !(label instanceof Key.Real)).isPresent();
  }

  /** The two codebooks of a pair. */
  private record Coder(Pair pair, Codebook teacher, Codebook student) {
    CodedRow coded(Triple row, String task, LabelIndex index) {
      return new CodedRow(
          index.indexOf(row.label(task).orElseThrow()),
          code(teacher, row, Role.TEACHER, pair.teacher()),
          code(student, row, Role.STUDENT, pair.student()));
    }
  }

  private void count(
      Window window, MeasurementId id, Pair pair, List<Triple> rows, Harvest harvest) {
    LabelIndex index = labels.computeIfAbsent(id.task(), task -> new LabelIndex());
    LabelledRows labelled = LabelledRows.of(rows, id.task(), index);
    Coder coder =
        new Coder(
            pair,
            codebooks.of(Role.TEACHER, pair.teacher(), labelled, window),
            codebooks.of(Role.STUDENT, pair.student(), labelled, window));
    Tally tally = tallied(window, coder, index, id.task(), rows);
    double cells = tally.cellsOfTable(index.size());
    if (cells > PathSettings.MOST_CELLS) {
      harvest.leaveOut(
          "the table of %s had %.0f cells; must be at most %d: use fewer labels or codes"
              .formatted(id.text(), cells, PathSettings.MOST_CELLS));
      return;
    }
    harvest.add(
        new Snapshot(
            id,
            tally.span(window, rows),
            Codebooks.of(coder.teacher, coder.student)
                .with(
                    codebooks.health(coder.teacher, Role.TEACHER, pair.teacher(), labelled, window),
                    codebooks.health(
                        coder.student, Role.STUDENT, pair.student(), labelled, window)),
            tally.shape(index.size()),
            tally.cells(),
            tally.effectiveRows(),
            bothScores(rows.get(0), pair) ? index.classNumbers() : Optional.empty(),
            window.pass().isPresent() ? tally.moves(index.size()) : Optional.empty(),
            window.disjoint(),
            overlap(window, coder, labelled, index)));
  }

  /** Where a codebook was fitted again, the same rows by the one before. */
  private Optional<Overlap> overlap(
      Window window, Coder coder, LabelledRows labelled, LabelIndex index) {
    var teacher = codebooks.replaced(Role.TEACHER, coder.pair.teacher(), window);
    var student = codebooks.replaced(Role.STUDENT, coder.pair.student(), window);
    if (teacher.isEmpty() && student.isEmpty()) {
      return Optional.empty();
    }
    Coder before =
        new Coder(coder.pair, teacher.orElse(coder.teacher), student.orElse(coder.student));
    Tally tally = new Tally();
    for (Triple row : labelled.rows()) {
      tally.add(row, before.coded(row, labelled.task(), index));
    }
    return Optional.of(
        new Overlap(
            Codebooks.of(before.teacher, before.student),
            tally.shape(index.size()),
            tally.cells()));
  }

  /** Counts the rows, and remembers those of a pass for the next one. */
  private Tally tallied(
      Window window, Coder coder, LabelIndex index, String task, List<Triple> rows) {
    String view = coder.pair + " " + task;
    Map<Key, Triple> before = lastPass.getOrDefault(view, Map.of());
    Map<Key, Triple> now = new HashMap<>();
    Tally tally = new Tally();
    for (Triple row : rows) {
      CodedRow codes = coder.coded(row, task, index);
      tally.add(row, codes);
      row.sample().ifPresent(sample -> now.put(sample, row));
      row.sample()
          .map(before::get)
          .map(then -> coder.coded(then, task, index))
          .ifPresent(then -> tally.move(then, codes, row.weight()));
    }
    if (window.pass().isPresent()) {
      lastPass.put(view, now);
    }
    return tally;
  }

  private static int code(Codebook codebook, Triple row, Role role, String name) {
    return codebook.code(
        row.representation(role, name).orElseThrow().values(), row.row(), LabelledRows.half(row));
  }

  private static boolean bothScores(Triple row, Pair pair) {
    return isScores(row, Role.TEACHER, pair.teacher())
        && isScores(row, Role.STUDENT, pair.student());
  }

  private static boolean isScores(Triple row, Role role, String name) {
    return row.representation(role, name).orElseThrow().kind() == Representation.Kind.SCORES;
  }
}
