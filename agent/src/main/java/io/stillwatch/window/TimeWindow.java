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
 * The rows of the last D of record time. A window that ends at E holds what is later than E - D and
 * no later than E, and is looked at once the newest record is later than E by the lateness. Not
 * thread-safe.
 */
final class TimeWindow implements SlidingWindow {
  private final long lengthMillis;
  private final long hopMillis;
  private final long latenessMillis;
  private final Contents contents = new Contents();
  private final TreeMap<Long, List<Triple>> waiting = new TreeMap<>();
  private final TreeMap<Long, List<Triple>> inside = new TreeMap<>();
  private long lastEndMillis = Long.MIN_VALUE;
  private long newestMillis = Long.MIN_VALUE;
  private long firstFullEndMillis = Long.MIN_VALUE;
  private long lastDisjointEndMillis = Long.MIN_VALUE;

  TimeWindow(Sliding.LastSeconds settings) {
    this.lengthMillis = settings.seconds() * 1_000L;
    this.hopMillis = settings.hop() * 1_000L;
    this.latenessMillis = settings.latenessSeconds() * 1_000L;
  }

  @Override
  public void add(Triple triple, RowCounts counts, Consumer<Hop> due) {
    long millis = triple.timestampMillis();
    if (contents.isDuplicate(triple)) {
      counts.add(RowOutcome.DUPLICATE, triple.roleRows());
      return;
    }
    if (millis <= lastEndMillis) {
      counts.add(RowOutcome.LATE, triple.roleRows());
      return;
    }
    counts.add(RowOutcome.COUNTED, triple.roleRows());
    contents.expect(triple);
    waiting.computeIfAbsent(millis, m -> new ArrayList<>()).add(triple);
    newestMillis = Math.max(newestMillis, millis);
    if (firstFullEndMillis == Long.MIN_VALUE) {
      firstFullEndMillis = endAtOrAfter(millis + lengthMillis - hopMillis);
    }
    endWhatIsOver(due);
  }

  /** The first end of a window that is not before a time. */
  private long endAtOrAfter(long millis) {
    return -Math.floorDiv(-millis, hopMillis) * hopMillis;
  }

  private void endWhatIsOver(Consumer<Hop> due) {
    while (!waiting.isEmpty()) {
      // Where nothing is inside, hops without a row are passed over.
      long next = endAtOrAfter(waiting.firstKey());
      long end = inside.isEmpty() ? next : Math.min(next, lastEndMillis + hopMillis);
      if (newestMillis - latenessMillis <= end) {
        break;
      }
      endAt(end);
      if (contents.size() > 0 && end >= firstFullEndMillis) {
        boolean disjoint = inside.firstKey() > lastDisjointEndMillis;
        lastDisjointEndMillis = disjoint ? end : lastDisjointEndMillis;
        due.accept(contents.hop(disjoint));
      }
    }
  }

  private void endAt(long end) {
    while (!waiting.isEmpty() && waiting.firstKey() <= end) {
      var entry = waiting.pollFirstEntry();
      entry.getValue().forEach(contents::enter);
      inside.put(entry.getKey(), entry.getValue());
    }
    while (!inside.isEmpty() && inside.firstKey() <= end - lengthMillis) {
      inside.pollFirstEntry().getValue().forEach(contents::leave);
    }
    lastEndMillis = end;
  }

  @Override
  public OptionalLong firstOffset() {
    return contents.firstOffset();
  }

  @Override
  public Moving state() {
    return new Moving(
        contents.ordinals(),
        Ordinals.of(waiting.values().stream().flatMap(List::stream).toList()),
        List.of(lastEndMillis, newestMillis, firstFullEndMillis, lastDisjointEndMillis));
  }

  @Override
  public void resume(Moving state, Map<Long, Triple> rows) {
    List<Triple> entered = state.rows().in(rows);
    contents.resume(entered);
    put(entered, inside);
    List<Triple> later = state.waiting().in(rows);
    later.forEach(contents::expect);
    put(later, waiting);
    lastEndMillis = state.phase().get(0);
    newestMillis = state.phase().get(1);
    firstFullEndMillis = state.phase().get(2);
    lastDisjointEndMillis = state.phase().get(3);
  }

  private static void put(List<Triple> rows, Map<Long, List<Triple>> byTime) {
    rows.forEach(
        row -> byTime.computeIfAbsent(row.timestampMillis(), m -> new ArrayList<>()).add(row));
  }
}
