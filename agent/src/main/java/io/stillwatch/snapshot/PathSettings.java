package io.stillwatch.snapshot;

import io.stillwatch.codebook.CodebookSettings;
import io.stillwatch.join.JoinSettings;
import io.stillwatch.window.WindowSettings;
import java.util.Map;

/**
 * What the ordered path of a run needs to know.
 *
 * @param join how long rows wait for their counterparts
 * @param window how rows become windows
 * @param codebook how vectors become codes
 * @param pairs which representations are held against each other
 * @param labels what is known of labels beforehand
 */
public record PathSettings(
    JoinSettings join,
    WindowSettings window,
    CodebookSettings codebook,
    PairSettings pairs,
    LabelSettings labels) {
  /** Blocks that a table is kept in, for the jackknife. */
  public static final int BLOCKS = 10;

  /** The largest table that is measured, in cells: 150 labels, teacher codes and student codes. */
  public static final int MOST_CELLS = 150 * 150 * 150;

  /**
   * Defaults but for windows and codebooks.
   *
   * @param window how rows become windows
   * @param codebook how vectors become codes
   */
  public PathSettings(WindowSettings window, CodebookSettings codebook) {
    this(JoinSettings.DEFAULT, window, codebook, PairSettings.DEFAULT, LabelSettings.DEFAULT);
  }

  /**
   * The same, knowing P(y).
   *
   * @param probabilities of the tasks for which it is given, by label
   * @return new settings
   */
  public PathSettings knowing(Map<String, Map<String, Double>> probabilities) {
    return new PathSettings(
        join,
        window,
        codebook,
        pairs,
        new LabelSettings(labels.bins(), labels.dependentSlices(), probabilities));
  }
}
