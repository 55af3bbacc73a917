package io.stillwatch.snapshot;

import io.stillwatch.codebook.CodebookSettings;
import io.stillwatch.window.WindowSettings;

/**
 * What the ordered path of a run needs to know.
 *
 * @param window how rows become windows
 * @param codebook how vectors become codes
 */
public record PathSettings(WindowSettings window, CodebookSettings codebook) {
  /** Blocks that a table is kept in, for the jackknife. */
  public static final int BLOCKS = 10;

  /** The largest table that is measured, in cells: 150 labels, teacher codes and student codes. */
  public static final int MOST_CELLS = 150 * 150 * 150;
}
