package io.stillwatch.snapshot;

import io.stillwatch.codebook.Codebook;
import io.stillwatch.join.Triple;
import io.stillwatch.sample.Attempt;
import io.stillwatch.sample.Key;
import io.stillwatch.sample.Representation;
import io.stillwatch.sample.Role;
import io.stillwatch.window.Window;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * From a full window to its snapshots, one for each pair and task. Remembers the classes of every
 * task, the codebooks, and the codes of the last pass. Not thread-safe.
 */
final class Counting {
  private final RunCodebooks codebooks;
  private final Map<String, LabelIndex> labels = new LinkedHashMap<>();
  private final Map<String, Map<Key, CodedRow>> lastPass = new HashMap<>();
  private List<Pair> pairs = List.of();

  Counting(RunCodebooks codebooks) {
    this.codebooks = codebooks;
  }

  void forgetLastPass() {
    lastPass.clear();
  }

  List<Snapshot> count(Window window, Attempt attempt) {
    if (pairs.isEmpty()) {
      pairs = Pair.of(window.rows().get(0).batch());
    }
    List<Snapshot> snapshots = new ArrayList<>();
    for (Pair pair : pairs) {
      List<Triple> paired = window.rows().stream().filter(triple -> has(triple, pair)).toList();
      for (String task : tasks(paired)) {
        List<Triple> rows = paired.stream().filter(row -> isLabelled(row, task)).toList();
        if (rows.stream().anyMatch(row -> row.weight() > 0)) {
          snapshots.add(snapshot(window, attempt, pair, task, rows));
        }
      }
    }
    return snapshots;
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

  private Snapshot snapshot(
      Window window, Attempt attempt, Pair pair, String task, List<Triple> rows) {
    LabelIndex index = labels.computeIfAbsent(task, t -> new LabelIndex());
    Codebook teacher = codebooks.of(Role.TEACHER, pair.teacher(), rows);
    Codebook student = codebooks.of(Role.STUDENT, pair.student(), rows);
    Tally tally = new Tally();
    Map<Key, CodedRow> coded = new HashMap<>();
    Map<Key, CodedRow> before = lastPass.getOrDefault(pair + " " + task, Map.of());
    for (Triple row : rows) {
      CodedRow codes =
          new CodedRow(
              index.indexOf(row.label(task).orElseThrow()),
              code(teacher, row, Role.TEACHER, pair.teacher()),
              code(student, row, Role.STUDENT, pair.student()));
      tally.add(row, codes);
      row.sample().ifPresent(sample -> coded.put(sample, codes));
      row.sample().map(before::get).ifPresent(then -> tally.move(then, codes, row.weight()));
    }
    if (window.pass().isPresent()) {
      lastPass.put(pair + " " + task, coded);
    }
    return new Snapshot(
        new MeasurementId(attempt, pair.toString(), task, "all", window.hop()),
        tally.span(window, rows),
        new Codebooks(teacher.fingerprint(), student.fingerprint()),
        tally.shape(index.size()),
        tally.cells(),
        tally.effectiveRows(),
        bothScores(rows.get(0), pair) ? index.classNumbers() : Optional.empty(),
        window.pass().isPresent() ? tally.moves(index.size()) : Optional.empty(),
        window.disjoint());
  }

  private static int code(Codebook codebook, Triple row, Role role, String name) {
    return codebook.code(row.representation(role, name).orElseThrow().values(), row.row());
  }

  private static boolean bothScores(Triple row, Pair pair) {
    return isScores(row, Role.TEACHER, pair.teacher())
        && isScores(row, Role.STUDENT, pair.student());
  }

  private static boolean isScores(Triple row, Role role, String name) {
    return row.representation(role, name).orElseThrow().kind() == Representation.Kind.SCORES;
  }
}
