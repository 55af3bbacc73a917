package io.stillwatch.wire;

import io.stillwatch.table.JointDistribution;
import io.stillwatch.table.TripleTable;
import java.util.Optional;

/** What one line of tables turned out to be; see {@link TableLineReader}. */
public sealed interface TableLine {
  /**
   * Where it stands.
   *
   * @return the number of the line in its input, blank ones counted too, from 1
   */
  long number();

  /** A line that holds a table. */
  sealed interface Table extends TableLine {
    /**
     * What the line calls its table.
     *
     * @return the name; the line's number where it gives none
     */
    String name();

    /**
     * The distribution to decompose.
     *
     * @return of label, teacher and student
     */
    JointDistribution distribution();
  }

  /**
   * A table of counts.
   *
   * @param number of the line
   * @param name of the table
   * @param counts not empty
   */
  record Counts(long number, String name, TripleTable counts) implements Table {
    @Override
    public JointDistribution distribution() {
      return JointDistribution.of(counts);
    }
  }

  /**
   * A table of probabilities.
   *
   * @param number of the line
   * @param name of the table
   * @param distribution the probabilities, normalised
   */
  record Probabilities(long number, String name, JointDistribution distribution) implements Table {}

  /**
   * A line that holds none.
   *
   * @param number of the line
   * @param name of the table, where the line gave one before its fault
   * @param problem where in the line, what was wrong and what is allowed; fit to be printed
   */
  record Bad(long number, Optional<String> name, String problem) implements TableLine {}
}
