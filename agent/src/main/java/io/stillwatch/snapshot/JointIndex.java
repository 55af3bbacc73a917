package io.stillwatch.snapshot;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Numbers what several representations say together, in the order of appearance. */
final class JointIndex {
  private final Map<List<Integer>, Integer> indices = new LinkedHashMap<>();

  int indexOf(List<Integer> codes) {
    return indices.computeIfAbsent(List.copyOf(codes), key -> indices.size());
  }

  /** All codes, in the order of their numbers. */
  List<List<Integer>> state() {
    return List.copyOf(indices.keySet());
  }
}
