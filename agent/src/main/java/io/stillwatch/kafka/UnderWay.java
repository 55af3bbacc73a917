package io.stillwatch.kafka;

import io.stillwatch.source.Partition;
import io.stillwatch.source.Position;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeSet;

/** Positions of records whose fate is not known yet; any thread. */
final class UnderWay {
  private final Map<Partition, TreeSet<Long>> offsets = new HashMap<>();

  synchronized void add(Position position) {
    offsets.computeIfAbsent(position.partition(), p -> new TreeSet<>()).add(position.offset());
  }

  synchronized void remove(Position position) {
    offsets.computeIfPresent(
        position.partition(),
        (partition, open) -> {
          open.remove(position.offset());
          return open.isEmpty() ? null : open;
        });
  }

  /** The same, but nothing beyond what is under way. */
  synchronized Map<Partition, Long> heldBack(Map<Partition, Long> lowestNeeded) {
    if (offsets.isEmpty()) {
      return lowestNeeded;
    }
    Map<Partition, Long> held = new HashMap<>(lowestNeeded);
    offsets.forEach(
        (partition, open) -> held.computeIfPresent(partition, (p, o) -> Math.min(o, open.first())));
    return held;
  }
}
