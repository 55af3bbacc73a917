package io.stillwatch.codebook;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Centres that the user supplied, by layer.
 *
 * @param byLayer centres by {@code model/layer}, where {@code *} stands for any characters; of
 *     several that match the first in alphabetical order holds
 */
public record SuppliedCentres(Map<String, List<List<Float>>> byLayer) {
  /** None. */
  public static final SuppliedCentres NONE = new SuppliedCentres(Map.of());

  /**
   * The centres of a layer.
   *
   * @param name {@code model/layer}
   * @return as supplied; empty where there are none
   */
  public Optional<CentresCodebook> of(String name) {
    return byLayer.keySet().stream()
        .sorted()
        .filter(glob -> matches(glob, name))
        .findFirst()
        .map(glob -> codebook(byLayer.get(glob)));
  }

  /**
   * The centres of a layer for rows as windows keep them.
   *
   * @param name {@code model/layer}
   * @return of at most {@value SparseProjection#WIDTH} numbers
   */
  public Optional<CentresCodebook> reduced(String name) {
    return of(name).map(CentresCodebook::reduced);
  }

  private static boolean matches(String glob, String name) {
    StringBuilder expression = new StringBuilder();
    for (String part : glob.split("\\*", -1)) {
      expression.append(expression.length() > 0 ? ".*" : "").append(Pattern.quote(part));
    }
    return Pattern.matches(expression.toString(), name);
  }

  private static CentresCodebook codebook(List<List<Float>> centres) {
    int dimension = centres.get(0).size();
    float[] numbers = new float[centres.size() * dimension];
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] = centres.get(i / dimension).get(i % dimension);
    }
    return new CentresCodebook(numbers, dimension);
  }

  List<String> problems() {
    List<String> problems = new ArrayList<>();
    byLayer.forEach(
        (layer, centres) -> {
          if (centres.size() < 2 || centres.size() > CodebookSettings.MOST_CLUSTERS) {
            problems.add(
                "centres.%s were %d; must be between 2 and %d"
                    .formatted(layer, centres.size(), CodebookSettings.MOST_CLUSTERS));
          } else if (centres.get(0).isEmpty()
              || centres.stream().anyMatch(c -> c.size() != centres.get(0).size())) {
            problems.add("centres.%s must all have as many numbers, at least 1".formatted(layer));
          } else if (centres.stream().flatMap(List::stream).anyMatch(x -> !Float.isFinite(x))) {
            problems.add("centres.%s must be finite".formatted(layer));
          }
        });
    return problems;
  }
}
