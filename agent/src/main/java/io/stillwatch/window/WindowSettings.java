package io.stillwatch.window;

import java.util.ArrayList;
import java.util.List;

/**
 * How rows become windows. Batches of a probe pass always go to the window of their pass.
 *
 * @param rows rows in a window over training batches
 * @param hop rows between two measurements of such windows
 * @param largestPass rows that a probe pass may have
 */
public record WindowSettings(int rows, int hop, int largestPass) {
  /** 2,000 rows, every 500; passes of up to 200,000 rows. */
  public static final WindowSettings DEFAULT = new WindowSettings(2_000, 500, 200_000);

  /**
   * What is wrong with these settings.
   *
   * @return one sentence a problem, beginning with the setting's name; empty where there is none
   */
  public List<String> problems() {
    List<String> problems = new ArrayList<>();
    if (rows < 10 || rows > 1_000_000) {
      problems.add("rows was " + rows + "; must be between 10 and 1000000");
    }
    if (hop < 1 || hop > rows) {
      problems.add("hop was " + hop + "; must be between 1 and rows");
    }
    if (largestPass < 10 || largestPass > 1_000_000) {
      problems.add("largest_pass was " + largestPass + "; must be between 10 and 1000000");
    }
    return problems;
  }
}
