package io.stillwatch.snapshot;

import io.stillwatch.sample.Key;
import java.util.List;
import java.util.Optional;

/** The classes of one task: a number from 0 on for every label. Not thread-safe. */
sealed interface Classes permits LabelIndex, QuantileBins {
  int indexOf(Key label);

  /** Classes seen so far. */
  int size();

  /** What people call each class, by index. */
  List<String> names();

  /** The class number of each index, where every label is one: what an arg max is held against. */
  Optional<List<Integer>> classNumbers();

  /** The same, to be known again. */
  PathState.Labels state(String task);

  /** Classes that were known. */
  static Classes of(PathState.Labels state) {
    return state.edges().isEmpty()
        ? LabelIndex.of(state.labels())
        : QuantileBins.of(state.edges().get(0));
  }

  /** The classes of a task whose first window shows these labels. */
  static Classes of(List<Key> first, LabelSettings settings) {
    double[] values =
        first.stream()
            .filter(Key.Real.class::isInstance)
            .mapToDouble(label -> ((Key.Real) label).value())
            .toArray();
    return values.length > 0 ? QuantileBins.of(values, settings.bins()) : new LabelIndex();
  }
}
