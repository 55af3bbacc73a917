package io.stillwatch.window;

import io.stillwatch.join.Ordinals;
import io.stillwatch.join.RowCounts;
import io.stillwatch.join.Triple;
import io.stillwatch.sample.RowOutcome;
import io.stillwatch.window.WindowsState.Moving;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * The rows of the last K distinct steps that are over, looked at every so many steps. A joined row
 * of an earlier step still counts while its step is in the window. Not thread-safe.
 */
final class StepsWindow implements SlidingWindow {
  private final Sliding.LastSteps settings;
  private final Contents contents = new Contents();
  private final TreeMap<Long, List<Triple>> over = new TreeMap<>();
  private final List<Triple> current = new ArrayList<>();
  private long currentStep = -1;
  private long lastDisjointStep = -1;
  private int sinceHop;
  private boolean begun;

  StepsWindow(Sliding.LastSteps settings) {
    this.settings = settings;
  }

  @Override
  public void add(Triple triple, RowCounts counts, Consumer<Hop> due) {
    long step = triple.moment().step();
    if (contents.isDuplicate(triple)) {
      counts.add(RowOutcome.DUPLICATE, triple.roleRows());
      return;
    }
    if (step < currentStep && (over.isEmpty() || step < over.firstKey())) {
      counts.add(RowOutcome.LATE, triple.roleRows());
      return;
    }
    counts.add(RowOutcome.COUNTED, triple.roleRows());
    if (step > currentStep && currentStep >= 0) {
      endStep(due);
    }
    contents.expect(triple);
    if (step < currentStep) {
      contents.enter(triple);
      over.computeIfAbsent(step, s -> new ArrayList<>()).add(triple);
    } else {
      currentStep = step;
      current.add(triple);
    }
  }

  private void endStep(Consumer<Hop> due) {
    current.forEach(contents::enter);
    over.put(currentStep, new ArrayList<>(current));
    current.clear();
    while (over.size() > settings.steps()) {
      over.pollFirstEntry().getValue().forEach(contents::leave);
    }
    sinceHop++;
    if (over.size() < settings.steps() || (begun && sinceHop < settings.hop())) {
      return;
    }
    begun = true;
    sinceHop = 0;
    boolean disjoint = over.firstKey() > lastDisjointStep;
    if (disjoint) {
      lastDisjointStep = over.lastKey();
    }
    due.accept(contents.hop(disjoint));
  }

  @Override
  public OptionalLong firstOffset() {
    return contents.firstOffset();
  }

  @Override
  public Moving state() {
    return new Moving(
        contents.ordinals(),
        Ordinals.of(current),
        List.of(currentStep, lastDisjointStep, (long) sinceHop, begun ? 1L : 0L));
  }

  @Override
  public void resume(Moving state, Map<Long, Triple> rows) {
    List<Triple> entered = state.rows().in(rows);
    contents.resume(entered);
    entered.forEach(
        row -> over.computeIfAbsent(row.moment().step(), s -> new ArrayList<>()).add(row));
    current.addAll(state.waiting().in(rows));
    current.forEach(contents::expect);
    currentStep = state.phase().get(0);
    lastDisjointStep = state.phase().get(1);
    sinceHop = Math.toIntExact(state.phase().get(2));
    begun = state.phase().get(3) == 1;
  }
}
