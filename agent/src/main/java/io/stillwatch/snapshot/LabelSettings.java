package io.stillwatch.snapshot;

import java.util.List;
import java.util.Map;

/**
 * What is known of labels beforehand.
 *
 * @param bins bins of a continuous label, 2 to 1,000
 * @param dependentSlices slices that are defined through the label ("teacher wrong"), with {@code
 *     *} for anything: they get rates and no decomposition, as information is blind to relabelling
 *     and would lie (METHOD.md fact 7)
 * @param probabilities P(y) of the tasks for which it is given, by label
 */
public record LabelSettings(
    int bins, List<String> dependentSlices, Map<String, Map<String, Double>> probabilities) {
  /** 8 bins; no such slices. */
  public static final LabelSettings DEFAULT = new LabelSettings(8, List.of());

  /** The names are copied. */
  public LabelSettings {
    dependentSlices = List.copyOf(dependentSlices);
    probabilities = Map.copyOf(probabilities);
  }

  /**
   * Labels of whose P(y) nothing is given.
   *
   * @param bins bins of a continuous label, 2 to 1,000
   * @param dependentSlices slices that are defined through the label
   */
  public LabelSettings(int bins, List<String> dependentSlices) {
    this(bins, dependentSlices, Map.of());
  }

  /**
   * What is wrong with these settings.
   *
   * @return one sentence a problem, beginning with the setting's name; empty where there is none
   */
  public List<String> problems() {
    return bins < 2 || bins > 1_000
        ? List.of("bins was " + bins + "; must be between 2 and 1000")
        : List.of();
  }

  boolean isDependent(String slice) {
    return dependentSlices.stream().anyMatch(pattern -> Glob.matches(pattern, slice));
  }
}
