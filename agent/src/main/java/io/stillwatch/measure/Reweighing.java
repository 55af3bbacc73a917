package io.stillwatch.measure;

import io.stillwatch.measure.ReferenceSettings.Mix;
import io.stillwatch.snapshot.Snapshot;
import io.stillwatch.snapshot.Snapshot.Cell;
import io.stillwatch.table.LabelMix;
import io.stillwatch.table.Transitions;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Predicate;

/**
 * How a snapshot's table is read at a reference. A reference that has none of the window's labels
 * cannot be used; the window's own mix then takes its place, and says that everything was left out.
 *
 * @param reference what was used
 * @param mix the same for tables; {@link LabelMix#OWN} where the window has that mix by itself
 * @param counts whether rows of a label count, by index
 */
record Reweighing(Reference reference, LabelMix mix, boolean[] counts) {

  static Reweighing of(Snapshot snapshot, ReferenceSettings settings) {
    double[] all = weights(snapshot, Cell::hasStudent);
    double[] window = readable(snapshot, all);
    Mix mix = settings.of(snapshot.id().task());
    double[] stated = stated(mix, snapshot, window);
    double beyond = mix instanceof Mix.Given given ? beyond(given, snapshot.labels()) : 0;
    double common = 0;
    for (int label = 0; label < window.length; label++) {
      common += window[label] > 0 ? stated[label] : 0;
    }
    double absent = 1 - common / (Arrays.stream(stated).sum() + beyond);
    return common > 0
        ? of(name(mix), snapshot, stated, absent)
        : new Reweighing(
            new Reference(Reference.WINDOW, shares(snapshot, window), 1, absent),
            snapshot.apart().isEmpty() ? LabelMix.OWN : LabelMix.of(window),
            counted(window));
  }

  private static Reweighing of(String name, Snapshot snapshot, double[] stated, double absent) {
    double[] all = weights(snapshot, Cell::hasStudent);
    double[] window = readable(snapshot, all);
    double[] used = new double[window.length];
    double left = 0;
    for (int label = 0; label < window.length; label++) {
      used[label] = window[label] > 0 ? stated[label] : 0;
      left += used[label] > 0 ? 0 : all[label];
    }
    SortedMap<String, Double> shares = shares(snapshot, used);
    boolean own = snapshot.apart().isEmpty() && shares.equals(shares(snapshot, window));
    return new Reweighing(
        new Reference(name, shares, left / Arrays.stream(all).sum(), absent),
        own ? LabelMix.OWN : LabelMix.of(used),
        counted(used));
  }

  private static double[] weights(Snapshot snapshot, Predicate<Cell> counts) {
    double[] weights = new double[snapshot.shape().labels()];
    snapshot.cells().stream()
        .filter(counts)
        .forEach(cell -> weights[cell.label()] += (double) cell.count());
    return weights;
  }

  /** The weight of the labels that can be read: those that a teacher sampled apart has too. */
  private static double[] readable(Snapshot snapshot, double[] window) {
    if (snapshot.apart().isEmpty()) {
      return window;
    }
    double[] teacher = weights(snapshot, cell -> !cell.hasStudent());
    double[] both = window.clone();
    Arrays.setAll(both, label -> teacher[label] > 0 ? window[label] : 0);
    return both;
  }

  private static String name(Mix mix) {
    return mix instanceof Mix.Named named ? named.name().toLowerCase(Locale.ROOT) : "given";
  }

  private static double[] stated(Mix mix, Snapshot snapshot, double[] window) {
    if (mix instanceof Mix.Given given) {
      return snapshot.labels().stream()
          .mapToDouble(label -> given.probabilities().getOrDefault(label, 0.0))
          .toArray();
    }
    return switch ((Mix.Named) mix) {
      case FIRST -> snapshot.firstMix().stream().mapToDouble(Long::doubleValue).toArray();
      case UNIFORM -> Arrays.stream(window).map(Math::signum).toArray();
      case WINDOW -> window;
    };
  }

  /** What a given reference has in labels that the run never showed. */
  private static double beyond(Mix.Given given, List<String> labels) {
    return given.probabilities().entrySet().stream()
        .filter(entry -> !labels.contains(entry.getKey()))
        .mapToDouble(Map.Entry::getValue)
        .sum();
  }

  private static SortedMap<String, Double> shares(Snapshot snapshot, double[] weights) {
    double sum = Arrays.stream(weights).sum();
    SortedMap<String, Double> shares = new TreeMap<>();
    for (int label = 0; label < weights.length; label++) {
      if (weights[label] > 0) {
        shares.put(snapshot.labels().get(label), weights[label] / sum);
      }
    }
    return shares;
  }

  private static boolean[] counted(double[] weights) {
    boolean[] counted = new boolean[weights.length];
    for (int label = 0; label < counted.length; label++) {
      counted[label] = weights[label] > 0;
    }
    return counted;
  }

  /** The cells that count. */
  List<Cell> cells(List<Cell> all) {
    return all.stream().filter(cell -> counts[cell.label()]).toList();
  }

  /** The moves that count. */
  Transitions moves(Transitions all) {
    return new Transitions(
        all.shape(), all.entries().stream().filter(move -> counts[move.label()]).toList());
  }
}
