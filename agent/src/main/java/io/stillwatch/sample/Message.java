package io.stillwatch.sample;

/** One decoded record: a batch of samples or an event of a run. */
public sealed interface Message permits SampleBatch, RunEvent {
  /**
   * The attempt that the record belongs to.
   *
   * @return run and attempt
   */
  Attempt attempt();
}
