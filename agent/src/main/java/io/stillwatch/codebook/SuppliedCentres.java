package io.stillwatch.codebook;

import io.stillwatch.sample.Values;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/**
 * Centres that the user supplied, by layer.
 *
 * @param byLayer one centre a row by {@code model/layer}, where {@code *} stands for any
 *     characters; of several that match the first in alphabetical order holds
 */
public record SuppliedCentres(Map<String, Values.Vectors> byLayer) {
  /** None. */
  public static final SuppliedCentres NONE = new SuppliedCentres(Map.of());

  /**
   * Numbers a row of a layer, as it is sent.
   *
   * @param name {@code model/layer}
   * @return empty where there are no centres
   */
  public OptionalInt dimension(String name) {
    return of(name).map(Values.Vectors::dimension).stream().mapToInt(d -> d).findFirst();
  }

  /**
   * The centres of a layer for rows as windows keep them.
   *
   * @param name {@code model/layer}
   * @return of at most {@value SparseProjection#WIDTH} numbers
   */
  public Optional<CentresCodebook> reduced(String name) {
    return of(name)
        .map(SparseProjection::reduced)
        .map(centres -> new CentresCodebook(centres.data(), centres.dimension()));
  }

  private Optional<Values.Vectors> of(String name) {
    return byLayer.keySet().stream()
        .sorted()
        .filter(glob -> matches(glob, name))
        .findFirst()
        .map(byLayer::get);
  }

  private static boolean matches(String glob, String name) {
    StringBuilder expression = new StringBuilder();
    for (String part : glob.split("\\*", -1)) {
      expression.append(expression.length() > 0 ? ".*" : "").append(Pattern.quote(part));
    }
    return Pattern.matches(expression.toString(), name);
  }

  List<String> problems() {
    List<String> problems = new ArrayList<>();
    byLayer.forEach(
        (layer, centres) -> {
          if (centres.rows() < 2 || centres.rows() > CodebookSettings.MOST_CLUSTERS) {
            problems.add(
                "centres.%s were %d; must be between 2 and %d"
                    .formatted(layer, centres.rows(), CodebookSettings.MOST_CLUSTERS));
          } else if (centres.dimension() > SparseProjection.LARGEST_DIMENSION) {
            problems.add(
                "centres.%s had %d numbers each; must have at most %d"
                    .formatted(layer, centres.dimension(), SparseProjection.LARGEST_DIMENSION));
          } else if (!IntStream.range(0, centres.rows()).allMatch(centres::isFinite)) {
            problems.add("centres.%s must be finite".formatted(layer));
          }
        });
    return problems;
  }
}
