package io.stillwatch.wire;

import io.stillwatch.sample.Message;
import io.stillwatch.sample.Refusal;

/** What the decoder made of one record. */
public sealed interface Decoded {
  /**
   * A good record.
   *
   * @param message the batch or the event
   */
  record Accepted(Message message) implements Decoded {}

  /**
   * A bad record: for the dead letters.
   *
   * @param reason the kind of fault, as counted
   * @param detail what was wrong, where, and what is allowed; at most some 300 characters, without
   *     control characters
   */
  record Refused(Refusal reason, String detail) implements Decoded {}
}
