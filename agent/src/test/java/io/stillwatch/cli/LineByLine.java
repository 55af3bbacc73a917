package io.stillwatch.cli;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;

/** Gives one line a read, as a terminal or a pipe does. */
class LineByLine extends InputStream {
  private final int lines;
  private final byte[] line;

  /** How often it was asked, the end included. */
  volatile int reads;

  LineByLine(int lines, String line) {
    this.lines = lines;
    this.line = line.getBytes(StandardCharsets.UTF_8);
  }

  /** Called before a line is given. */
  void asked() {}

  @Override
  public int read() {
    throw new UnsupportedOperationException("lines are read whole");
  }

  @Override
  public int read(byte[] into, int offset, int length) throws IOException {
    asked();
    int before = reads;
    reads = before + 1;
    if (before == lines) {
      return -1;
    }
    System.arraycopy(line, 0, into, offset, line.length);
    return line.length;
  }
}
