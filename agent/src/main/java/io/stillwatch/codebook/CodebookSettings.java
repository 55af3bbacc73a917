package io.stillwatch.codebook;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * How codebooks of vectors are fitted. The defaults are the preset of the paper (METHOD.md section
 * 3: Dissanayake et al. 2025).
 *
 * @param kind what codes are
 * @param components principal components kept, 1 to {@value #MOST_COMPONENTS}; fewer where the data
 *     has fewer
 * @param clusters centres, 2 to {@value #MOST_CLUSTERS}; fewer where there are fewer distinct rows
 * @param restarts k-means runs from fresh seeds, of which the best stays
 * @param iterations the most Lloyd iterations of one run
 * @param centres of layers whose centres the user supplied
 */
public record CodebookSettings(
    Kind kind,
    int components,
    int clusters,
    int restarts,
    int iterations,
    SuppliedCentres centres) {
  /** What codes of vectors are. */
  public enum Kind {
    /** Clusters of principal components. */
    KMEANS,
    /** Clusters as the paper has them: 10 components, 10 clusters. */
    PAPER,
    /** The class that a cross-fitted linear readout says. */
    READOUT;

    /**
     * The kind as settings spell it.
     *
     * @return the name in lower case
     */
    public String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** The most components that can be asked for. */
  public static final int MOST_COMPONENTS = 256;

  /** The most clusters that can be asked for. */
  public static final int MOST_CLUSTERS = 1_024;

  /** The preset of the paper. */
  public CodebookSettings() {
    this(10, 10, 10, 100);
  }

  /**
   * Clusters.
   *
   * @param components principal components kept
   * @param clusters centres
   * @param restarts k-means runs
   * @param iterations the most Lloyd iterations of one run
   */
  public CodebookSettings(int components, int clusters, int restarts, int iterations) {
    this(Kind.KMEANS, components, clusters, restarts, iterations, SuppliedCentres.NONE);
  }

  /**
   * What is wrong, all of it.
   *
   * @return one sentence a problem, beginning with the setting's name; empty if all is well
   */
  public List<String> problems() {
    List<String> problems = new ArrayList<>();
    check(problems, "components", components, 1, MOST_COMPONENTS);
    check(problems, "clusters", clusters, 2, MOST_CLUSTERS);
    if (kind == Kind.PAPER && (components != 10 || clusters != 10)) {
      problems.add(
          "kind was paper, with %d components and %d clusters; must be 10 and 10, or kind kmeans"
              .formatted(components, clusters));
    }
    check(problems, "restarts", restarts, 1, 1_000);
    check(problems, "iterations", iterations, 1, 10_000);
    problems.addAll(centres.problems());
    return problems;
  }

  private static void check(List<String> problems, String name, int value, int least, int most) {
    if (value < least || value > most) {
      problems.add(name + " was " + value + "; must be between " + least + " and " + most);
    }
  }

  /**
   * Identifies the settings, with every number of supplied centres, and how wide rows are reduced.
   *
   * @return words
   */
  public String fingerprint() {
    StringBuilder words = new StringBuilder();
    words.append(kind).append(' ').append(components).append(' ').append(clusters);
    words.append(' ').append(restarts).append(' ').append(iterations);
    words.append(' ').append(SparseProjection.VERSION);
    centres.byLayer().entrySet().stream()
        .sorted(Map.Entry.comparingByKey())
        .forEach(
            layer ->
                words
                    .append(' ')
                    .append(layer.getKey())
                    .append('=')
                    .append(Fingerprint.of(layer.getValue().data())));
    return words.toString();
  }
}
