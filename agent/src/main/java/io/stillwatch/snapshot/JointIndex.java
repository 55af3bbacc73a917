package io.stillwatch.snapshot;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Numbers what several representations say together, in the order of appearance. */
final class JointIndex {
  private final Map<List<Integer>, Integer> indices = new HashMap<>();

  int indexOf(List<Integer> codes) {
    return indices.computeIfAbsent(List.copyOf(codes), key -> indices.size());
  }
}
