package io.stillwatch.codebook;

import io.stillwatch.sample.Values;
import java.util.OptionalInt;

/**
 * The codebook of class scores: the code of a row is the place of its largest score, the first of
 * several. Relabelling apart it is the model's own prediction.
 *
 * @param dimension classes a row, at least 1
 */
public record ArgMaxCodebook(int dimension) implements Codebook {
  /** Checks the dimension. */
  public ArgMaxCodebook {
    if (dimension < 1) {
      throw new IllegalArgumentException("dimension was " + dimension + "; must be at least 1");
    }
  }

  @Override
  public int code(Values values, int row, Half half) {
    float[] scores = VectorRows.data(values, dimension);
    int first = row * dimension;
    int best = first;
    for (int i = first + 1; i < first + dimension; i++) {
      if (scores[i] > scores[best]) {
        best = i;
      }
    }
    return best - first;
  }

  @Override
  public OptionalInt codes() {
    return OptionalInt.of(dimension);
  }

  @Override
  public String fingerprint() {
    return "argmax-" + dimension;
  }
}
