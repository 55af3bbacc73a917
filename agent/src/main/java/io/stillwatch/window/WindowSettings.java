package io.stillwatch.window;

import java.util.ArrayList;
import java.util.List;

/**
 * How rows become windows. Batches of a probe pass always go to the window of their pass.
 *
 * @param training the window over training batches
 * @param largestPass rows that a probe pass may have
 */
public record WindowSettings(Sliding training, int largestPass) {
  /** 2,000 rows, every 500; passes of up to 200,000 rows. */
  public static final WindowSettings DEFAULT = new WindowSettings(2_000, 500, 200_000);

  /**
   * A window over the last rows.
   *
   * @param rows rows in it
   * @param hop rows between two measurements
   * @param largestPass rows that a probe pass may have
   */
  public WindowSettings(int rows, int hop, int largestPass) {
    this(new Sliding.LastRows(rows, hop), largestPass);
  }

  /**
   * What is wrong with these settings.
   *
   * @return one sentence a problem, beginning with the setting's name; empty where there is none
   */
  public List<String> problems() {
    List<String> problems = new ArrayList<>(training.problems());
    if (largestPass < 10 || largestPass > 1_000_000) {
      problems.add("largest_pass was " + largestPass + "; must be between 10 and 1000000");
    }
    return problems;
  }
}
