package io.stillwatch.cli;

import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/** A file that is there whole or, whatever happens, as it was before. */
final class WholeFile {
  private WholeFile() {}

  /** Writes text. */
  @FunctionalInterface
  interface Body {
    void write(Writer out) throws IOException;
  }

  /**
   * Writes a file beside its place, then puts it there. What is no file, such as a pipe or a
   * device, is written to as it is.
   *
   * @param file replaced where it is there
   * @throws IOException if it cannot be written; the message names it
   */
  static void write(Path file, Body body) throws IOException {
    try {
      if (Files.exists(file) && !Files.isRegularFile(file)) {
        fill(file, body);
      } else {
        replace(Files.exists(file) ? file.toRealPath() : file.toAbsolutePath(), body);
      }
    } catch (IOException e) {
      throw new IOException("%s could not be written: %s".formatted(file, reason(e)), e);
    }
  }

  private static void replace(Path file, Body body) throws IOException {
    Path part = file.resolveSibling(file.getFileName() + ".part");
    try {
      fill(part, body);
      Files.move(part, file, StandardCopyOption.REPLACE_EXISTING);
    } finally {
      Files.deleteIfExists(part);
    }
  }

  private static void fill(Path file, Body body) throws IOException {
    try (Writer out = Files.newBufferedWriter(file)) {
      body.write(out);
    }
  }

  /** Of some failures the message is the file's name alone. */
  private static String reason(IOException e) {
    return e.getClass() == IOException.class
        ? e.getMessage()
        : e.getClass().getSimpleName() + " " + e.getMessage();
  }
}
