package io.stillwatch.wire;

/**
 * What the decoder takes at most. A record beyond a limit is refused as {@code too_large} before
 * memory is taken for it.
 *
 * @param recordBytes bytes of one record's value
 * @param rows rows of one batch
 * @param dimension numbers of one row of one representation, all further axes multiplied
 * @param activations representations in one batch
 * @param tasks label columns in one batch
 * @param facts facts in one run event
 * @param runBytes UTF-8 bytes of a run's id
 * @param textBytes UTF-8 bytes of any other text: names, sample ids, class labels, facts
 * @param code the largest code
 * @param passParts parts of one probe pass
 */
public record WireLimits(
    int recordBytes,
    int rows,
    int dimension,
    int activations,
    int tasks,
    int facts,
    int runBytes,
    int textBytes,
    int code,
    int passParts) {

  /** The limits that hold unless set otherwise. */
  public static final WireLimits DEFAULT =
      new WireLimits(8 << 20, 1_000_000, 1 << 18, 64, 64, 64, 256, 1024, 65_535, 65_536);

  /** Checks that every limit is at least 1. */
  public WireLimits {
    int least =
        Math.min(
            Math.min(Math.min(recordBytes, rows), Math.min(dimension, activations)),
            Math.min(
                Math.min(Math.min(tasks, facts), Math.min(runBytes, textBytes)),
                Math.min(code, passParts)));
    if (least < 1) {
      throw new IllegalArgumentException("smallest limit was " + least + "; must be at least 1");
    }
  }
}
