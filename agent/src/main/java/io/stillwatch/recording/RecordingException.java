package io.stillwatch.recording;

import java.io.IOException;
import java.nio.file.Path;

/** A file of records that cannot be used; the message names it, says where and what to do. */
public final class RecordingException extends IOException {
  /**
   * Refuses a file.
   *
   * @param file the file
   * @param problem what was wrong with it, without its name
   */
  public RecordingException(Path file, String problem) {
    super(file + ": " + problem);
  }
}
