package io.stillwatch.npy;

import java.nio.file.Path;

/** A file that cannot be used; the message names it, says what was wrong and what to do. */
public final class NpyException extends Exception {
  /**
   * Refuses a file.
   *
   * @param file the file
   * @param problem what was wrong with it, without its name
   */
  public NpyException(Path file, String problem) {
    super(file + ": " + problem);
  }
}
