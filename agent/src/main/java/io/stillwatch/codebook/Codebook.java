package io.stillwatch.codebook;

import io.stillwatch.sample.Values;
import java.util.OptionalInt;

/** A fixed map from a row of a representation to a code. */
public interface Codebook {
  /**
   * The code of one row.
   *
   * @param values rows of the kind and dimension that the codebook is for
   * @param row 0 to {@code values.rows() - 1}, a finite row
   * @param half of the row; only a cross-fitted codebook looks at it
   * @return at least 0
   */
  int code(Values values, int row, Half half);

  /**
   * The number of codes that there can be.
   *
   * @return K, codes are 0 to K - 1; empty where there is no limit
   */
  OptionalInt codes();

  /**
   * Identifies the map: equal fingerprints give equal codes.
   *
   * @return a short word, never empty
   */
  String fingerprint();
}
