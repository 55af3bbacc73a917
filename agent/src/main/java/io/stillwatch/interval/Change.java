package io.stillwatch.interval;

/**
 * The change of a redundancy between two passes over the same samples, tested paired.
 *
 * @param redundancyNats redundancy now less redundancy then
 * @param standardErrorNats its standard error; 0 where no sample changed its codes
 */
public record Change(double redundancyNats, double standardErrorNats) {

  /**
   * The smallest true change that would be found between passes whose codes move as much as these.
   *
   * @return in nats; 0 where no sample changed its codes, which tells nothing about passes where
   *     some do
   * @see MinimumDetectableChange
   */
  public double minimumDetectableNats() {
    return MinimumDetectableChange.nats(standardErrorNats);
  }
}
