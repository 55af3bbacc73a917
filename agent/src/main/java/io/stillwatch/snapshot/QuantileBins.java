package io.stillwatch.snapshot;

import io.stillwatch.sample.Key;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Classes of a continuous label: bins of equal mass in the first full window, then fixed. Where
 * many labels are equal there are fewer bins.
 */
final class QuantileBins implements Classes {
  /** Ascending; a label is in the bin of the number of edges that it is not below. */
  private final double[] edges;

  private QuantileBins(double[] edges) {
    this.edges = edges;
  }

  /** At least one value; at most so many bins. */
  static QuantileBins of(double[] values, int bins) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    double[] edges = new double[bins - 1];
    for (int bin = 1; bin < bins; bin++) {
      edges[bin - 1] = sorted[(int) ((long) bin * sorted.length / bins)];
    }
    return new QuantileBins(
        Arrays.stream(edges).filter(edge -> edge > sorted[0]).distinct().toArray());
  }

  @Override
  public int indexOf(Key label) {
    double value = ((Key.Real) label).value();
    int place = Arrays.binarySearch(edges, value);
    return place >= 0 ? place + 1 : -place - 1;
  }

  @Override
  public int size() {
    return edges.length + 1;
  }

  /** "below 0.125", "0.125 to 0.25", ..., "from 0.875". */
  @Override
  public List<String> names() {
    if (edges.length == 0) {
      return List.of("any");
    }
    List<String> names = new ArrayList<>();
    names.add("below " + (float) edges[0]);
    for (int bin = 1; bin < edges.length; bin++) {
      names.add((float) edges[bin - 1] + " to " + (float) edges[bin]);
    }
    names.add("from " + (float) edges[edges.length - 1]);
    return names;
  }

  @Override
  public Optional<List<Integer>> classNumbers() {
    return Optional.empty();
  }

  @Override
  public PathState.Labels state(String task) {
    return new PathState.Labels(task, List.of(), List.of(Arrays.stream(edges).boxed().toList()));
  }

  static QuantileBins of(List<Double> edges) {
    return new QuantileBins(edges.stream().mapToDouble(Double::doubleValue).toArray());
  }
}
