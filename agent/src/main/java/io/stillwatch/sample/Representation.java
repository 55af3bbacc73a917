package io.stillwatch.sample;

/**
 * What one layer of one model said about the rows of a batch.
 *
 * @param role teacher or student
 * @param model the model's name
 * @param layer the layer's name
 * @param frozen whether the layer does not change during the run
 * @param kind how the values become codes
 * @param values one row a sample
 */
public record Representation(
    Role role, String model, String layer, boolean frozen, Kind kind, Values values) {

  /** How values become codes. */
  public enum Kind {
    /** Class scores: the code is the arg max. */
    SCORES,
    /** Vectors: the code is given by a fitted codebook. */
    VECTORS,
    /** Codes already. */
    CODES
  }

  /**
   * The representation's name.
   *
   * @return {@code model/layer}
   */
  public String name() {
    return model + "/" + layer;
  }

  /**
   * Whether it has a name; asked of every row, so no text is made.
   *
   * @param other {@code model/layer}
   * @return true if it is this one's
   */
  public boolean isNamed(String other) {
    int slash = model.length();
    return other.length() == slash + 1 + layer.length()
        && other.startsWith(model)
        && other.charAt(slash) == '/'
        && other.endsWith(layer);
  }
}
