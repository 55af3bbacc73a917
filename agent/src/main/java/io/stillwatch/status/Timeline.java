package io.stillwatch.status;

import java.util.ArrayList;
import java.util.List;

/**
 * The lines of one view. When there are too many every second one goes, so that what stays is
 * spread evenly from the first to the latest. Not thread-safe.
 */
final class Timeline {
  static final int MOST_LINES = 512;

  private final List<byte[]> kept = new ArrayList<>();
  private long added;
  private long stride = 1;
  private long bytes;
  private long lastStep;

  void add(long step, byte[] line) {
    if (added > 0 && !stays(added - 1)) {
      bytes -= kept.remove(kept.size() - 1).length;
    }
    kept.add(line);
    bytes += line.length;
    added++;
    lastStep = step;
    if (kept.size() > MOST_LINES) {
      thin();
    }
  }

  private boolean stays(long ordinal) {
    return ordinal % stride == 0;
  }

  /** Leaves out every second line but the latest. */
  void thin() {
    List<byte[]> fewer = new ArrayList<>();
    for (int i = 0; i < kept.size(); i++) {
      if (i % 2 == 0 || i == kept.size() - 1) {
        fewer.add(kept.get(i));
      }
    }
    kept.clear();
    kept.addAll(fewer);
    stride *= 2;
    bytes = kept.stream().mapToLong(line -> line.length).sum();
  }

  boolean canThin() {
    return kept.size() > 2;
  }

  /** Oldest first. */
  List<byte[]> lines() {
    return List.copyOf(kept);
  }

  byte[] latest() {
    return kept.get(kept.size() - 1);
  }

  long lastStep() {
    return lastStep;
  }

  long bytes() {
    return bytes;
  }
}
