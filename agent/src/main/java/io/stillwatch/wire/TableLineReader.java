package io.stillwatch.wire;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;

/**
 * Reads tables from JSON lines, one at a time: {@code {"name":..., "pmf":[[y,t,s,p],...]}} or
 * {@code {"name":..., "counts":[[y,t,s,n],...]}}, in UTF-8.
 *
 * <ul>
 *   <li>States y, t, s are integers from 0 to {@value TableCells#LARGEST_STATE}; a table has at
 *       most {@link io.stillwatch.table.TableShape#MOST_CELLS} cells, empty ones too.
 *   <li>Counts are whole numbers from 0 to 2^53, probabilities finite, at least 0, with sum 1 to
 *       within {@link io.stillwatch.table.JointDistribution#SUM_TOLERANCE}.
 *   <li>Cells not named are 0; a cell named several times holds the sum.
 *   <li>A line without a name is called by its number. Other fields are ignored; a field named
 *       twice, anywhere, makes the line bad, and so do NaN and infinities.
 *   <li>Blank lines are skipped. A line of more than {@value #LONGEST_LINE} bytes is bad.
 * </ul>
 *
 * <p>A bad line is a value; the next call goes on after it. Not safe for several threads.
 */
public final class TableLineReader {
  /** Two million cells written out to the last digit. */
  static final int LONGEST_LINE = 1 << 26;

  private final InputStream in;
  private final int longestLine;
  private long number;

  /**
   * Starts at the first line.
   *
   * @param in where the lines come from; read no further than they are asked for, but for a buffer
   */
  public TableLineReader(InputStream in) {
    this(in, LONGEST_LINE);
  }

  TableLineReader(InputStream in, int longestLine) {
    this.in = new BufferedInputStream(in);
    this.longestLine = longestLine;
  }

  /**
   * The next line that is not blank.
   *
   * @return a table or what is wrong with the line; empty at the end of the input
   * @throws IOException if the input cannot be read
   */
  public Optional<TableLine> next() throws IOException {
    int first = in.read();
    while (first >= 0) {
      number++;
      ByteArrayOutputStream line = new ByteArrayOutputStream();
      if (!fits(first, line)) {
        return Optional.of(
            bad("the line was longer than " + longestLine + " bytes; must be shorter"));
      }
      byte[] bytes = line.toByteArray();
      if (!isBlank(bytes)) {
        return Optional.of(parsed(bytes));
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

  private TableLine parsed(byte[] line) {
    try (JsonParser parser = Factories.JSON.createParser(line)) {
      return new TableReader(new Tokens(parser), number).read();
    } catch (JsonProcessingException e) {
      // The parser adds where the object began, as if there were other lines.
      String message = e.getOriginalMessage().replaceFirst("\\(start marker at .*", "");
      return bad("column " + e.getLocation().getColumnNr() + ": " + message.strip());
    } catch (IOException | IllegalArgumentException e) {
      // All bytes are in memory: whatever goes wrong here is the line's own fault.
      return bad(e.getMessage());
    }
  }

  private TableLine.Bad bad(String problem) {
    return new TableLine.Bad(number, Echo.detail(problem));
  }
}
