package io.stillwatch.measure;

import io.stillwatch.interval.Estimate;

/** What a run has over its control, or why that cannot be said. */
public sealed interface OverControl {
  /**
   * The control that the run named.
   *
   * @return the id of the control's run
   */
  String control();

  /**
   * Both are comparable.
   *
   * @param control the id of the control's run
   * @param fingerprint of the saved measurements, as they were when the run started
   * @param step of the control's measurement: the latest one that is not later than the run's own
   * @param redundancy the run's less the control's, in nats
   * @param studentInformation I(Y;S) of the run less that of the control, in nats
   */
  record Compared(
      String control,
      String fingerprint,
      long step,
      Estimate redundancy,
      Estimate studentInformation)
      implements OverControl {}

  /**
   * They are not.
   *
   * @param control the id of the control's run
   * @param reason what differs, or what is missing
   */
  record NotComparable(String control, String reason) implements OverControl {}
}
