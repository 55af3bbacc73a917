package io.stillwatch.cli;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

/**
 * Where a command reads and writes. Results go to {@code out} and nothing else does; what is to be
 * said goes to {@code err}. Text is UTF-8, whatever the locale.
 *
 * @param in standard input
 * @param out takes results
 * @param err takes everything else
 */
public record Streams(InputStream in, PrintStream out, PrintStream err) {
  /**
   * The process's own.
   *
   * @return its three streams
   */
  public static Streams ofProcess() {
    return new Streams(
        System.in,
        new PrintStream(new FileOutputStream(FileDescriptor.out), false, StandardCharsets.UTF_8),
        new PrintStream(new FileOutputStream(FileDescriptor.err), true, StandardCharsets.UTF_8));
  }
}
