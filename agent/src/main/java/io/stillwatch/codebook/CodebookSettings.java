package io.stillwatch.codebook;

import java.util.ArrayList;
import java.util.List;

/**
 * How codebooks of vectors are fitted. The defaults are the preset of the paper (METHOD.md section
 * 3: Dissanayake et al. 2025).
 *
 * @param components principal components kept, 1 to {@value #MOST_COMPONENTS}; fewer where the data
 *     has fewer
 * @param clusters centres, 2 to {@value #MOST_CLUSTERS}; fewer where there are fewer distinct rows
 * @param restarts k-means runs from fresh seeds, of which the best stays
 * @param iterations the most Lloyd iterations of one run
 */
public record CodebookSettings(int components, int clusters, int restarts, int iterations) {
  /** The most components that can be asked for. */
  public static final int MOST_COMPONENTS = 256;

  /** The most clusters that can be asked for. */
  public static final int MOST_CLUSTERS = 1_024;

  /** The preset of the paper. */
  public CodebookSettings() {
    this(10, 10, 10, 100);
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
    check(problems, "restarts", restarts, 1, 1_000);
    check(problems, "iterations", iterations, 1, 10_000);
    return problems;
  }

  private static void check(List<String> problems, String name, int value, int least, int most) {
    if (value < least || value > most) {
      problems.add(name + " was " + value + "; must be between " + least + " and " + most);
    }
  }
}
