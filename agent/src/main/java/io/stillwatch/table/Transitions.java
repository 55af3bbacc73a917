package io.stillwatch.table;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * How the codes of the same samples changed from one pass to the next: sparse counts of (label,
 * codes before, codes now). Both passes share one shape, whose axes are stated in {@link
 * TableShape}.
 *
 * @param shape of the table before and of the table now
 * @param entries the occupied transitions, in any order
 */
public record Transitions(TableShape shape, List<Entry> entries) {
  /**
   * One transition.
   *
   * @param label the label
   * @param teacherBefore the teacher's code before
   * @param studentBefore the student's code before
   * @param teacherNow the teacher's code now
   * @param studentNow the student's code now
   * @param count how many samples, in the unit of the tables; at least 0
   */
  public record Entry(
      int label, int teacherBefore, int studentBefore, int teacherNow, int studentNow, long count) {

    /**
     * Whether a code is another one now.
     *
     * @return false if both codes stayed
     */
    public boolean changed() {
      return teacherBefore != teacherNow || studentBefore != studentNow;
    }
  }

  /**
   * Checks every state against the shape, by counting both tables once.
   *
   * @throws IllegalArgumentException if a state is outside its axis or a count negative
   */
  public Transitions {
    entries = List.copyOf(entries);
    table(shape, entries, true);
    table(shape, entries, false);
  }

  /**
   * The table of the pass before.
   *
   * @return the marginal over the codes before
   */
  public TripleTable before() {
    return table(shape, entries, true);
  }

  /**
   * The table of the pass now.
   *
   * @return the marginal over the codes now
   */
  public TripleTable now() {
    return table(shape, entries, false);
  }

  /**
   * Whether any sample changed a code.
   *
   * @return false if the two tables are the same because nothing moved
   */
  public boolean anyChanged() {
    return entries.stream().anyMatch(entry -> entry.count() > 0 && entry.changed());
  }

  /**
   * Starts an empty list of transitions, to be counted sample by sample.
   *
   * @param shape of both passes
   * @return a builder for one thread
   */
  public static Builder builder(TableShape shape) {
    return new Builder(shape);
  }

  private static TripleTable table(TableShape shape, List<Entry> entries, boolean before) {
    TripleTable.Builder table = TripleTable.builder(shape);
    for (Entry e : entries) {
      int teacher = before ? e.teacherBefore() : e.teacherNow();
      int student = before ? e.studentBefore() : e.studentNow();
      table.add(e.label(), teacher, student, e.count());
    }
    return table.build();
  }

  /** Counts transitions; equal ones are merged. Not safe for several threads. */
  public static final class Builder {
    private final TableShape shape;
    private final Map<Long, Long> counts = new TreeMap<>();

    private Builder(TableShape shape) {
      this.shape = shape;
    }

    /**
     * Counts one sample or several of one kind.
     *
     * @param label the label
     * @param teacherBefore the teacher's code before
     * @param studentBefore the student's code before
     * @param teacherNow the teacher's code now
     * @param studentNow the student's code now
     * @param count at least 0
     * @return this
     * @throws IllegalArgumentException if a state is outside its axis or the count negative
     */
    public Builder add(
        int label,
        int teacherBefore,
        int studentBefore,
        int teacherNow,
        int studentNow,
        long count) {
      if (count < 0) {
        throw new IllegalArgumentException("count was " + count + "; must be at least 0");
      }
      long before = shape.index(label, teacherBefore, studentBefore);
      long now = shape.index(label, teacherNow, studentNow);
      counts.merge(before * shape.cells() + now, count, Math::addExact);
      return this;
    }

    /**
     * The transitions so far, in the order of their cells.
     *
     * @return sparse counts without zeros
     */
    public Transitions build() {
      return new Transitions(
          shape,
          counts.entrySet().stream()
              .filter(entry -> entry.getValue() > 0)
              .map(entry -> entry(entry.getKey(), entry.getValue()))
              .toList());
    }

    private Entry entry(long key, long count) {
      int before = (int) (key / shape.cells());
      int now = (int) (key % shape.cells());
      return new Entry(
          before / (shape.teacherStates() * shape.studentStates()),
          before / shape.studentStates() % shape.teacherStates(),
          before % shape.studentStates(),
          now / shape.studentStates() % shape.teacherStates(),
          now % shape.studentStates(),
          count);
    }
  }
}
