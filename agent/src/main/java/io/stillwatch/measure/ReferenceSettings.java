package io.stillwatch.measure;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The P(y) at which windows are measured, so that a drifting mix of labels does not look like
 * learning.
 *
 * @param labels for tasks that are not named
 * @param byTask for others, by task
 */
public record ReferenceSettings(Mix labels, Map<String, Mix> byTask) {
  /** The default: the mix of the first window, for every task. */
  public static final ReferenceSettings DEFAULT = new ReferenceSettings(Mix.Named.FIRST, Map.of());

  private static final double SUM_TOLERANCE = 1e-3;

  /** One stated P(y). */
  public sealed interface Mix {
    /** A rule that makes it. */
    enum Named implements Mix {
      /** That of the run's first window; labels that come later join with their first share. */
      FIRST,
      /** Every label of the window alike. */
      UNIFORM,
      /** Each window's own. */
      WINDOW
    }

    /**
     * Given in full.
     *
     * @param probabilities by label; a label without one has 0
     */
    record Given(SortedMap<String, Double> probabilities) implements Mix {}
  }

  /** The mix of a task. */
  Mix of(String task) {
    return byTask.getOrDefault(task, labels);
  }

  /**
   * The P(y) that are given in full.
   *
   * @return by task and label
   */
  public Map<String, Map<String, Double>> given() {
    Map<String, Map<String, Double>> given = new TreeMap<>();
    byTask.forEach(
        (task, mix) -> {
          if (mix instanceof Mix.Given stated) {
            given.put(task, stated.probabilities());
          }
        });
    return given;
  }

  /**
   * What is wrong with these settings.
   *
   * @return one sentence a problem, beginning with the setting's name; empty where there is none
   */
  public List<String> problems() {
    List<String> problems = new ArrayList<>();
    byTask.forEach((task, mix) -> check(problems, "labels." + task, mix));
    return problems;
  }

  private static void check(List<String> problems, String name, Mix mix) {
    if (mix instanceof Mix.Given given) {
      given
          .probabilities()
          .forEach(
              (label, p) -> {
                if (!(p >= 0 && p <= 1)) {
                  problems.add(name + "." + label + " was " + p + "; must be between 0 and 1");
                }
              });
      double sum = given.probabilities().values().stream().mapToDouble(p -> p).sum();
      if (!(Math.abs(sum - 1) <= SUM_TOLERANCE)) {
        problems.add("%s summed to %s; must be 1 to within %s".formatted(name, sum, SUM_TOLERANCE));
      }
    }
  }
}
