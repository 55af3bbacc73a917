package io.stillwatch.metrics;

import java.util.ArrayList;
import java.util.List;

/**
 * How much a scrape may hold, and for how long. Whoever writes to the topic chooses names; without
 * limits they would choose the size of somebody's Prometheus.
 *
 * @param runs runs at a time
 * @param pairsPerRun pairs of layers of one run
 * @param viewsPerRun combinations of pair, task and slice of one run
 * @param classes classes of one view with a series of their part of the gap; 0 for none
 * @param labelLength characters of a label's value
 * @param silenceSeconds estimates leave when their run was silent for so long
 * @param rememberedSeconds the time of a run's last record leaves after so long
 */
public record MetricLimits(
    int runs,
    int pairsPerRun,
    int viewsPerRun,
    int classes,
    int labelLength,
    int silenceSeconds,
    int rememberedSeconds) {

  /** The defaults. */
  public MetricLimits() {
    this(16, 8, 64, 0, 128, 600, 86_400);
  }

  /**
   * The same with series by class.
   *
   * @param most classes of one view
   * @return new limits
   */
  public MetricLimits withClasses(int most) {
    return new MetricLimits(
        runs, pairsPerRun, viewsPerRun, most, labelLength, silenceSeconds, rememberedSeconds);
  }

  /**
   * What is wrong, all of it.
   *
   * @return one sentence a problem, beginning with the setting's name; empty if all is well
   */
  public List<String> problems() {
    List<String> problems = new ArrayList<>();
    check(problems, "runs", runs, 1, 1_000);
    check(problems, "pairs_per_run", pairsPerRun, 1, 1_000);
    check(problems, "views_per_run", viewsPerRun, 1, 10_000);
    check(problems, "classes", classes, 0, 1_000);
    check(problems, "label_length", labelLength, 16, 1_024);
    check(problems, "silence_seconds", silenceSeconds, 1, 604_800);
    check(problems, "remembered_seconds", rememberedSeconds, 1, 2_678_400);
    return problems;
  }

  private static void check(List<String> problems, String name, int value, int least, int most) {
    if (value < least || value > most) {
      problems.add(name + " was " + value + "; must be between " + least + " and " + most);
    }
  }

  /** Milliseconds of silence after which estimates leave. */
  long silenceMillis() {
    return silenceSeconds * 1_000L;
  }

  /** Milliseconds of silence after which nothing of a run is left. */
  long rememberedMillis() {
    return Math.max(silenceSeconds, rememberedSeconds) * 1_000L;
  }
}
