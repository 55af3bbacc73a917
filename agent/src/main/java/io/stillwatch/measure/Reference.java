package io.stillwatch.measure;

import io.stillwatch.table.Seeds;
import java.util.Collections;
import java.util.HexFormat;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * The P(y) at which a window was measured.
 *
 * @param labels what made it: {@code first}, {@code uniform}, {@code given}, or {@code window} for
 *     the window's own
 * @param probabilities P(y) as it was used, by label of the window
 * @param leftOut share of the window's weight under labels that the reference lacks; these rows do
 *     not count
 * @param absent share of the reference in labels that the window lacks; it goes to the others
 */
public record Reference(
    String labels, SortedMap<String, Double> probabilities, double leftOut, double absent) {
  /** The name of a window's own mix. */
  static final String WINDOW = "window";

  /** A change of the mix by less cannot move a number by more than what counts as no progress. */
  private static final double NEARLY_THE_SAME = 0.01;

  /** Keeps what was given. */
  public Reference {
    probabilities = Collections.unmodifiableSortedMap(new TreeMap<>(probabilities));
  }

  /**
   * Identifies the P(y) that was used: measurements of equal fingerprints have the same labels in
   * the same proportions.
   *
   * @return 16 hexadecimal digits
   */
  public String fingerprint() {
    String[] words =
        probabilities.entrySet().stream()
            .flatMap(e -> Stream.of(e.getKey(), Double.toString(e.getValue())))
            .toArray(String[]::new);
    return HexFormat.of().toHexDigits(Seeds.of(words));
  }

  /** Whether numbers at this P(y) continue those at another one. */
  boolean continues(Reference other) {
    return labels.equals(other.labels)
        && (labels.equals(WINDOW) || distance(other) <= NEARLY_THE_SAME);
  }

  /** The total variation between both. */
  private double distance(Reference other) {
    double sum = 0;
    for (var entry : probabilities.entrySet()) {
      sum += Math.abs(entry.getValue() - other.probabilities.getOrDefault(entry.getKey(), 0.0));
    }
    for (var entry : other.probabilities.entrySet()) {
      sum += probabilities.containsKey(entry.getKey()) ? 0 : entry.getValue();
    }
    return sum / 2;
  }
}
