package io.stillwatch.agent;

import io.stillwatch.source.Partition;
import io.stillwatch.source.Polled;
import io.stillwatch.source.Progress;
import io.stillwatch.source.RawRecord;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What was read and waits to be taken, in its order. For one thread at a time. */
final class WaitingRecords {
  private final Deque<Polled> queue = new ArrayDeque<>();
  private long bytes;
  private long records;

  void add(Polled polled) {
    queue.add(polled);
    count(polled, 1);
  }

  /** The first; there must be one. */
  Polled take() {
    Polled polled = queue.remove();
    count(polled, -1);
    return polled;
  }

  private void count(Polled polled, int sign) {
    records += sign * (long) polled.records().size();
    for (RawRecord record : polled.records()) {
      bytes += sign * (long) record.value().length;
    }
  }

  boolean isEmpty() {
    return queue.isEmpty();
  }

  /** Of the values of all that waits. */
  long bytes() {
    return bytes;
  }

  long records() {
    return records;
  }

  /** Of partitions that somebody else reads now nothing is to be taken any more. */
  void drop(Set<Partition> gone) {
    for (int turn = queue.size(); turn > 0; turn--) {
      Polled before = take();
      List<RawRecord> kept =
          before.records().stream()
              .filter(record -> !gone.contains(record.position().partition()))
              .toList();
      Map<Partition, Progress> assigned = new HashMap<>(before.assigned());
      assigned.keySet().removeAll(gone);
      add(new Polled(kept, before.behindRecords(), before.revoked(), assigned));
    }
  }
}
