package io.stillwatch.codebook;

import io.stillwatch.sample.Values;
import java.util.OptionalInt;

/**
 * The codebook of a labelled layer: the class that a linear readout of the row speaks for, where
 * rows of one half are read by what was fitted on the other. So no row is coded by a readout that
 * has seen its label, and what the codes know about the label is not made by the fit. There is
 * nothing random in it.
 *
 * <p>Immutable and safe for many threads.
 */
public final class CrossFittedReadout implements Codebook {
  private final Readout first;
  private final Readout second;
  private final LinearScores byFirst;
  private final LinearScores bySecond;
  private final String fingerprint;

  CrossFittedReadout(Readout first, Readout second) {
    this.first = first;
    this.second = second;
    this.byFirst = first.scores();
    this.bySecond = second.scores();
    this.fingerprint =
        "readout-"
            + Fingerprint.of(first.weights(), first.biases(), second.weights(), second.biases());
  }

  /**
   * Fits both readouts.
   *
   * @param rows a half of which may be empty: the other half is then given code 0 throughout
   * @return with as many codes as there are classes
   */
  public static CrossFittedReadout fit(LabelledVectors rows) {
    return new CrossFittedReadout(
        Discriminant.fit(rows, Half.FIRST), Discriminant.fit(rows, Half.SECOND));
  }

  StoredCodebook stored() {
    return new StoredCodebook(
        StoredCodebook.Kind.READOUT,
        first.weights(),
        first.biases(),
        second.weights(),
        second.biases());
  }

  @Override
  public int code(Values values, int row, Half half) {
    float[] data = VectorRows.data(values, first.dimension());
    LinearScores fittedElsewhere = half.other() == Half.FIRST ? byFirst : bySecond;
    return fittedElsewhere.best(data, row * first.dimension(), 1);
  }

  @Override
  public OptionalInt codes() {
    return OptionalInt.of(first.classes());
  }

  @Override
  public String fingerprint() {
    return fingerprint;
  }
}
