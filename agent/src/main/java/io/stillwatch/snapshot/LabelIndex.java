package io.stillwatch.snapshot;

import io.stillwatch.sample.Key;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The classes of one task in the order in which a run first showed them. Not thread-safe. */
final class LabelIndex implements Classes {
  private final Map<Key, Integer> indices = new LinkedHashMap<>();

  @Override
  public int indexOf(Key label) {
    return indices.computeIfAbsent(label, key -> indices.size());
  }

  @Override
  public int size() {
    return indices.size();
  }

  @Override
  public List<String> names() {
    return indices.keySet().stream().map(Key::toString).toList();
  }

  /** A label that is no class number has none. */
  @Override
  public Optional<List<Integer>> classNumbers() {
    List<Integer> numbers = new ArrayList<>(indices.size());
    for (Key label : indices.keySet()) {
      if (!(label instanceof Key.Whole whole) || whole.value() != (int) whole.value()) {
        return Optional.empty();
      }
      numbers.add((int) whole.value());
    }
    return Optional.of(numbers);
  }

  @Override
  public PathState.Labels state(String task) {
    return new PathState.Labels(task, List.copyOf(indices.keySet()), List.of());
  }

  static LabelIndex of(List<Key> labels) {
    LabelIndex index = new LabelIndex();
    labels.forEach(index::indexOf);
    return index;
  }
}
