package io.stillwatch.window;

import io.stillwatch.join.Ordinals;
import io.stillwatch.join.RowCounts;
import io.stillwatch.join.Triple;
import io.stillwatch.sample.RowOutcome;
import io.stillwatch.window.WindowsState.Moving;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.function.Consumer;

/** The last N rows, looked at every so many rows once there are N. Not thread-safe. */
final class RowsWindow implements SlidingWindow {
  private final Sliding.LastRows settings;
  private final Contents contents = new Contents();
  private int sinceHop;
  private int sinceDisjoint;

  RowsWindow(Sliding.LastRows settings) {
    this.settings = settings;
  }

  @Override
  public void add(Triple triple, RowCounts counts, Consumer<Hop> due) {
    if (contents.isDuplicate(triple)) {
      counts.add(RowOutcome.DUPLICATE, triple.roleRows());
      return;
    }
    counts.add(RowOutcome.COUNTED, triple.roleRows());
    contents.expect(triple);
    contents.enter(triple);
    if (contents.size() > settings.rows()) {
      contents.leave(contents.first());
    }
    sinceHop++;
    sinceDisjoint++;
    if (contents.size() < settings.rows()
        || (sinceHop < settings.hop() && sinceHop != settings.rows())) {
      return;
    }
    sinceHop = 0;
    boolean disjoint = sinceDisjoint >= settings.rows();
    if (disjoint) {
      sinceDisjoint = 0;
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
        contents.ordinals(), Ordinals.NONE, List.of((long) sinceHop, (long) sinceDisjoint));
  }

  @Override
  public void resume(Moving state, Map<Long, Triple> rows) {
    contents.resume(state.rows().in(rows));
    sinceHop = Math.toIntExact(state.phase().get(0));
    sinceDisjoint = Math.toIntExact(state.phase().get(1));
  }
}
