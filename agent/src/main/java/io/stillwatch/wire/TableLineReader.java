package io.stillwatch.wire;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import io.stillwatch.table.TableShape;
import java.io.IOException;

/**
 * Reads tables from lines of JSON: {@code {"name":..., "pmf":[[y,t,s,p],...]}} or {@code
 * {"name":..., "counts":[[y,t,s,n],...]}}, in UTF-8.
 *
 * <ul>
 *   <li>States y, t, s are integers from 0 to {@value TableCells#LARGEST_STATE}; only those that
 *       occur take room.
 *   <li>Counts are whole numbers from 0 to 2^53, with a sum above 0; probabilities are finite, at
 *       least 0, with the sum 1 to within {@value TableCells#SUM_TOLERANCE}, and are normalised.
 *   <li>Cells not named are 0; none may be named twice.
 *   <li>A line without a name is called by its number. Other fields are ignored; a field named
 *       twice, anywhere, makes the line bad, and so do NaN and infinities.
 *   <li>A line of more than {@value LineReader#LONGEST_LINE} bytes is bad.
 * </ul>
 *
 * <p>A bad line is a value. Stateless; safe for any number of threads.
 */
public final class TableLineReader {
  /** The most cells of a table unless told otherwise: 8 million, 64 MiB of counts. */
  public static final int DEFAULT_MOST_CELLS = 1 << 23;

  private final int mostCells;

  /**
   * A reader of tables up to some size.
   *
   * @param mostCells the most cells of a table, empty ones too: the labels times the teacher's
   *     states times the student's; from 1 to {@link TableShape#MOST_CELLS}
   */
  public TableLineReader(int mostCells) {
    if (mostCells < 1 || mostCells > TableShape.MOST_CELLS) {
      throw new IllegalArgumentException(
          "most cells were " + mostCells + "; must be between 1 and " + TableShape.MOST_CELLS);
    }
    this.mostCells = mostCells;
  }

  /**
   * Reads one line.
   *
   * @param line not blank
   * @return its table, or what is wrong with it
   */
  public TableLine read(Line line) {
    TableReader reader = new TableReader(line.number(), mostCells);
    if (line.tooLong()) {
      return reader.bad(
          "the line was longer than " + LineReader.LONGEST_LINE + " bytes; must be shorter");
    }
    try (JsonParser parser = Factories.JSON.createParser(line.bytes())) {
      return reader.read(new Tokens(parser, line.bytes()));
    } catch (JsonProcessingException e) {
      // The parser adds where the object began, as if there were other lines.
      String message = e.getOriginalMessage().replaceFirst("\\(start marker at .*", "").strip();
      // A limit of the parser is exceeded at no place in particular.
      String where =
          e.getLocation() == null ? "" : "column " + e.getLocation().getColumnNr() + ": ";
      return reader.bad(where + message + "; must be one object of JSON");
    } catch (IOException | IllegalArgumentException e) {
      // All bytes are in memory: whatever goes wrong here is the line's own fault.
      return reader.bad(e.getMessage());
    }
  }
}
