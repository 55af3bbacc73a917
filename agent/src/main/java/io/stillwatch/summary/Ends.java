package io.stillwatch.summary;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/**
 * The first and the latest items of a sequence, however long it gets; those between are counted.
 * Not thread-safe.
 */
final class Ends<T> {
  private final int mostFirst;
  private final int mostLatest;
  private final List<T> first = new ArrayList<>();
  private final Deque<T> latest = new ArrayDeque<>();
  private long between;

  /** None yet; both numbers are at least 1. */
  Ends(int mostFirst, int mostLatest) {
    this.mostFirst = mostFirst;
    this.mostLatest = mostLatest;
  }

  void add(T item) {
    if (first.size() < mostFirst) {
      first.add(item);
      return;
    }
    latest.add(item);
    if (latest.size() > mostLatest) {
      latest.remove();
      between++;
    }
  }

  /** Puts an item in the place of the latest one. */
  void replaceLatest(T item) {
    if (latest.isEmpty()) {
      first.set(first.size() - 1, item);
    } else {
      latest.removeLast();
      latest.add(item);
    }
  }

  Optional<T> newest() {
    return latest.isEmpty()
        ? first.stream().reduce((one, later) -> later)
        : Optional.of(latest.getLast());
  }

  /** Oldest first. */
  List<T> first() {
    return List.copyOf(first);
  }

  /** How many are not kept, between the first and the latest. */
  long between() {
    return between;
  }

  /** Oldest first; those that are not among the first. */
  List<T> latest() {
    return List.copyOf(latest);
  }

  /** How many there were. */
  long count() {
    return first.size() + between + latest.size();
  }
}
