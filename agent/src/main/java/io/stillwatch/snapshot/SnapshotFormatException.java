package io.stillwatch.snapshot;

/** Bytes that are no snapshot of this version; the message says what was wrong. */
public final class SnapshotFormatException extends Exception {
  private static final long serialVersionUID = 1;

  SnapshotFormatException(String problem) {
    super(problem);
  }
}
