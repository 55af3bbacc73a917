package io.stillwatch.wire;

import io.stillwatch.sample.Refusal;
import java.io.IOException;

/** Ends the reading of a bad record. Never leaves the package. */
final class RefusedException extends IOException {
  private final Refusal reason;

  RefusedException(Refusal reason, String detail) {
    super(detail);
    this.reason = reason;
  }

  Refusal reason() {
    return reason;
  }

  /** Bad records may come by the thousand: no stack trace. */
  @Override
  public synchronized Throwable fillInStackTrace() {
    return this;
  }
}
