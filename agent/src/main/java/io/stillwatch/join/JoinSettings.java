package io.stillwatch.join;

import io.stillwatch.sample.SampleBatch;
import java.util.ArrayList;
import java.util.List;

/**
 * Whether and how long a row waits for its counterpart: by rows and steps of its own run, never by
 * time or by what other runs do.
 *
 * @param rows the most rows that wait
 * @param steps how many steps behind the run's newest a row may be
 * @param apart whether teacher and student are sampled apart: no row waits for another, and nothing
 *     is known of how they pair up
 */
public record JoinSettings(int rows, int steps, boolean apart) {
  /** 100,000 rows, 1,000 steps; joined. */
  public static final JoinSettings DEFAULT = new JoinSettings(100_000, 1_000, false);

  /**
   * Settings for samples that are joined.
   *
   * @param rows the most rows that wait
   * @param steps how many steps behind the run's newest a row may be
   */
  public JoinSettings(int rows, int steps) {
    this(rows, steps, false);
  }

  /**
   * Whether the rows of a batch need no other record to be counted.
   *
   * @param batch the batch
   * @return true if it carries all that a row must have
   */
  public boolean isWhole(SampleBatch batch) {
    return apart || batch.isComplete();
  }

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
