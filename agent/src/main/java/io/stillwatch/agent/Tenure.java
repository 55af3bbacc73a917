package io.stillwatch.agent;

import io.stillwatch.kafka.Checkpoints.Claim;

/**
 * The time in which this agent reads a partition. What waits to be written when it is over must not
 * come after what the next agent writes. Any thread.
 */
final class Tenure {
  private volatile boolean over;

  void end() {
    over = true;
  }

  /** A claim that holds for this time. */
  Claim claim(Runnable stored) {
    return new Claim() {
      @Override
      public boolean holds() {
        return !over;
      }

      @Override
      public void stored() {
        stored.run();
      }
    };
  }
}
