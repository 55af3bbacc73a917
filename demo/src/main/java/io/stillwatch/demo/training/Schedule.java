package io.stillwatch.demo.training;

/** The learning rate by step. */
@FunctionalInterface
public interface Schedule {
  /**
   * The rate at which a step is taken.
   *
   * @param step steps taken before it, from 0
   * @return at least 0; at 0 no weight moves
   */
  double learningRate(long step);

  /**
   * Rises linearly to its peak and stays there.
   *
   * @param peak the learning rate after the rise, above 0
   * @param steps length of the rise, at least 1
   * @return the schedule
   */
  static Schedule warmingUp(double peak, long steps) {
    if (steps < 1) {
      throw new IllegalArgumentException("steps were " + steps + "; must be at least 1");
    }
    return step -> peak * Math.min(1, (step + 1) / (double) steps);
  }

  /**
   * This schedule, until the training stands still.
   *
   * @param step the first step at rate 0
   * @return the schedule
   */
  default Schedule stoppedFrom(long step) {
    return next -> next < step ? learningRate(next) : 0;
  }
}
