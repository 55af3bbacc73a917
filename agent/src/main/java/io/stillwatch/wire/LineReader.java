package io.stillwatch.wire;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;

/**
 * Reads an input line by line and no further than it is asked to, but for a buffer. Blank lines are
 * skipped, and of a line that is too long only its number is kept. Not safe for several threads.
 */
public final class LineReader {
  /** The most bytes of a line, 64 MiB: two million cells written out to the last digit. */
  public static final int LONGEST_LINE = 1 << 26;

  private final InputStream in;
  private final int longestLine;
  private long number;

  /**
   * Starts at the first line.
   *
   * @param in where the lines come from
   */
  public LineReader(InputStream in) {
    this(in, LONGEST_LINE);
  }

  LineReader(InputStream in, int longestLine) {
    this.in = new BufferedInputStream(in);
    this.longestLine = longestLine;
  }

  /**
   * The next line that is not blank.
   *
   * @return the line; empty at the end of the input
   * @throws IOException if the input cannot be read
   */
  public Optional<Line> next() throws IOException {
    int first = in.read();
    while (first >= 0) {
      number++;
      ByteArrayOutputStream line = new ByteArrayOutputStream();
      if (!fits(first, line)) {
        return Optional.of(new Line(number, new byte[0], true));
      }
      byte[] bytes = line.toByteArray();
      if (!isBlank(bytes)) {
        return Optional.of(new Line(number, bytes, false));
      }
      first = in.read();
    }
    return Optional.empty();
  }

  /** Reads the line to its end; what does not fit is passed over and false returned. */
  private boolean fits(int first, ByteArrayOutputStream line) throws IOException {
    long length = 0;
    for (int next = first; next >= 0 && next != '\n'; next = in.read()) {
      if (++length <= longestLine) {
        line.write(next);
      }
    }
    return length <= longestLine;
  }

  private static boolean isBlank(byte[] line) {
    for (byte b : line) {
      if (b != ' ' && b != '\t' && b != '\r') {
        return false;
      }
    }
    return true;
  }
}
