package io.stillwatch.snapshot;

import io.stillwatch.join.OffsetCounts;
import io.stillwatch.join.Ordinals;
import io.stillwatch.join.Triple;
import io.stillwatch.sample.Key;
import io.stillwatch.sample.PassPart;
import io.stillwatch.window.Sliding;
import io.stillwatch.window.Window;
import io.stillwatch.window.WindowSettings;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Supplier;

/**
 * The rows of a run that no task labels, beside its windows, which begin and end with labelled rows
 * as if these were alone. Beside a pass are those of the pass; beside a sliding window those that
 * came after its first row and before its last. Of more than the window has labelled rows the
 * newest are kept. Not thread-safe.
 */
final class UnlabelledRows {
  private final int largestPass;
  private final int lengthOfWindow;
  private final Map<String, Map<Object, Triple>> passes = new LinkedHashMap<>();
  private final Set<Object> known = new HashSet<>();
  private final Deque<Row> waiting = new ArrayDeque<>();
  private final Deque<Row> inside = new ArrayDeque<>();
  private final OffsetCounts offsets = new OffsetCounts();
  private String lastPass = "";
  private int ofPasses;
  private long labelled;
  private long firstLabelled;
  private long lastLabelled = -1;

  /** A row of training batches, and the labelled rows that came before it. */
  private record Row(Triple triple, long labelledBefore) {}

  /** One sample may be seen again at a later step. */
  private record StepSample(long step, Key sample) {}

  /**
   * The rows beside one window.
   *
   * @param rows all of them; to be asked for before the next window, if at all
   * @param entered those that were not beside the last window of its kind
   * @param left those that were, and are no more
   */
  record Beside(Supplier<List<Triple>> rows, List<Triple> entered, List<Triple> left) {}

  /** None yet; of all open passes together as many will be kept as one may have. */
  UnlabelledRows(WindowSettings settings) {
    this.largestPass = settings.largestPass();
    this.lengthOfWindow = settings.training() instanceof Sliding.LastRows rows ? rows.rows() : 0;
  }

  /** Takes a row, which is left alone where its sample is known. */
  void add(Triple row, long labelledBefore) {
    Optional<String> pass = row.moment().pass().map(PassPart::id);
    if (pass.isPresent()) {
      add(pass.get(), row);
    } else if (known.add(place(row))) {
      waiting.add(new Row(row, labelledBefore));
      offsets.add(row.firstOffset());
      labelled = labelledBefore;
    }
  }

  private void add(String pass, Triple row) {
    if (!pass.equals(lastPass)) {
      Object sample = row.sample().isPresent() ? row.sample().get() : row.ordinal();
      Map<Object, Triple> rows = passes.computeIfAbsent(pass, id -> new LinkedHashMap<>());
      if (rows.putIfAbsent(sample, row) == null) {
        ofPasses++;
        offsets.add(row.firstOffset());
      }
    }
    if (ofPasses > largestPass) {
      letGo(passes.keySet().iterator().next());
    }
  }

  /** Rows of a pass that is measured now, or too much. */
  private Map<Object, Triple> letGo(String pass) {
    Map<Object, Triple> rows = Optional.ofNullable(passes.remove(pass)).orElse(Map.of());
    ofPasses -= rows.size();
    rows.values().forEach(row -> offsets.remove(row.firstOffset()));
    return rows;
  }

  /**
   * Lets go of what no window will hold; to be called between records, lest it depend on where they
   * are cut. A window over steps or time has no more rows than came since the first of the last.
   */
  void trim() {
    while (waiting.size() > Math.max(lengthOfWindow, labelled - firstLabelled)) {
      forget(waiting.remove().triple);
    }
  }

  private void forget(Triple row) {
    known.remove(place(row));
    offsets.remove(row.firstOffset());
  }

  private static Object place(Triple row) {
    return row.sample().isPresent()
        ? new StepSample(row.moment().step(), row.sample().get())
        : row.ordinal();
  }

  /** The rows beside a full window; to be asked once for each, in their order. */
  Beside beside(Window window) {
    return window.pass().isPresent() ? besidePass(window) : besideTraining(window);
  }

  private Beside besidePass(Window window) {
    lastPass = window.pass().orElseThrow();
    Map<Object, Triple> ofPass = letGo(lastPass);
    List<Triple> rows = List.copyOf(ofPass.values());
    List<Triple> newest =
        rows.subList(Math.max(0, rows.size() - window.rows().size()), rows.size());
    return new Beside(() -> newest, newest, List.of());
  }

  private Beside besideTraining(Window window) {
    firstLabelled = window.rows().iterator().next().ordinal();
    for (Triple row : window.entered()) {
      lastLabelled = Math.max(lastLabelled, row.ordinal());
    }
    int before = inside.size();
    List<Triple> entered = new ArrayList<>();
    while (!waiting.isEmpty() && waiting.peek().labelledBefore <= lastLabelled) {
      entered.add(waiting.peek().triple);
      inside.add(waiting.remove());
    }
    int gone = 0;
    List<Triple> left = new ArrayList<>();
    while (!inside.isEmpty() && isBehind(inside.peek(), window)) {
      Triple row = inside.remove().triple;
      forget(row);
      left.add(row);
      gone++;
    }
    return new Beside(
        () -> inside.stream().map(Row::triple).toList(),
        entered.subList(Math.max(0, gone - before), entered.size()),
        left.subList(0, Math.min(before, gone)));
  }

  private boolean isBehind(Row row, Window window) {
    return row.labelledBefore <= firstLabelled || inside.size() > window.rows().size();
  }

  /** Another attempt begins. */
  void beginAnew() {
    passes.clear();
    known.clear();
    waiting.clear();
    inside.clear();
    offsets.clear();
    lastPass = "";
    ofPasses = 0;
    labelled = 0;
    firstLabelled = 0;
    lastLabelled = -1;
  }

  PathState.Beside state() {
    return new PathState.Beside(
        passes.entrySet().stream()
            .map(e -> new PathState.BesidePass(e.getKey(), Ordinals.of(e.getValue().values())))
            .toList(),
        lastPass,
        Ordinals.of(waiting.stream().map(Row::triple).toList()),
        waiting.stream().map(Row::labelledBefore).toList(),
        Ordinals.of(inside.stream().map(Row::triple).toList()),
        inside.stream().map(Row::labelledBefore).toList(),
        List.of(labelled, firstLabelled, lastLabelled));
  }

  /** Goes on with the rows of another one. */
  void resume(PathState.Beside state, Map<Long, Triple> rows) {
    for (PathState.BesidePass pass : state.passes()) {
      pass.rows().in(rows).forEach(row -> add(pass.pass(), row));
    }
    lastPass = state.lastPass();
    put(state.waiting().in(rows), state.waitingBefore(), waiting);
    put(state.inside().in(rows), state.insideBefore(), inside);
    labelled = state.counts().get(0);
    firstLabelled = state.counts().get(1);
    lastLabelled = state.counts().get(2);
  }

  private void put(List<Triple> rows, List<Long> labelledBefore, Deque<Row> where) {
    for (int i = 0; i < rows.size(); i++) {
      known.add(place(rows.get(i)));
      where.add(new Row(rows.get(i), labelledBefore.get(i)));
      offsets.add(rows.get(i).firstOffset());
    }
  }

  /** The lowest offset that a row needs. */
  OptionalLong firstOffset() {
    return offsets.first();
  }
}
