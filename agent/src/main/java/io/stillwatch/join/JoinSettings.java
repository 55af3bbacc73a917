package io.stillwatch.join;

import java.util.ArrayList;
import java.util.List;

/**
 * How long a row waits for its counterpart: by rows and steps of its own run, never by time or by
 * what other runs do.
 *
 * @param rows the most rows that wait
 * @param steps how many steps behind the run's newest a row may be
 */
public record JoinSettings(int rows, int steps) {
  /** 100,000 rows, 1,000 steps. */
  public static final JoinSettings DEFAULT = new JoinSettings(100_000, 1_000);

  /**
   * What is wrong with these settings.
   *
   * @return one sentence a problem, beginning with the setting's name; empty where there is none
   */
  public List<String> problems() {
    List<String> problems = new ArrayList<>();
    if (rows < 1 || rows > 10_000_000) {
      problems.add("rows was " + rows + "; must be between 1 and 10000000");
    }
    if (steps < 0) {
      problems.add("steps was " + steps + "; must be at least 0");
    }
    return problems;
  }
}
