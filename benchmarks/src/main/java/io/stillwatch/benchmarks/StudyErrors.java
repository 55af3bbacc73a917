package io.stillwatch.benchmarks;

import io.stillwatch.interval.Estimate;

/** Errors of one estimate over many data sets of one world. Not thread-safe. */
final class StudyErrors {
  private static final double ROUNDING_NATS = 1e-9;

  private final double truthNats;
  private int sets;
  private int covered;
  private double biasNats;
  private double squares;
  private double halfWidthNats;

  StudyErrors(double truthNats) {
    this.truthNats = truthNats;
  }

  /** Counts one data set. The luck of its draw is taken out of the bias, and of nothing else. */
  void add(Estimate found, double influenceNats) {
    double error = found.value() - truthNats;
    sets++;
    biasNats += error - (influenceNats - truthNats);
    squares += error * error;
    halfWidthNats += (found.upper() - found.lower()) / 2;
    boolean within =
        found.lower() <= truthNats + ROUNDING_NATS && truthNats <= found.upper() + ROUNDING_NATS;
    covered += within ? 1 : 0;
  }

  StudyFigures figures() {
    return new StudyFigures(
        biasNats / sets, Math.sqrt(squares / sets), (double) covered / sets, halfWidthNats / sets);
  }
}
