package io.stillwatch.table;

/**
 * The shape of a triple table, and the one place where the order of its axes is stated.
 *
 * <p>Axis 0 is the label y, axis 1 the teacher's code t, axis 2 the student's code s. Flat arrays
 * are row-major in that order: cell (y,t,s) stands at {@code (y * teacherStates + t) *
 * studentStates + s}. Pair tables keep the same order of their two axes: label-teacher,
 * label-student, teacher-student.
 *
 * @param labels number of labels, at least 1
 * @param teacherStates number of codes of the teacher, at least 1
 * @param studentStates number of codes of the student, at least 1
 */
public record TableShape(int labels, int teacherStates, int studentStates) {
  /** The largest number of cells: 2^26, half a gibibyte of counts. */
  public static final int MOST_CELLS = 1 << 26;

  /**
   * Checks the shape.
   *
   * @throws IllegalArgumentException if an axis is empty or there are more than {@link #MOST_CELLS}
   *     cells
   */
  public TableShape {
    requirePositive("labels", labels);
    requirePositive("teacherStates", teacherStates);
    requirePositive("studentStates", studentStates);
    double cells = (double) labels * teacherStates * studentStates;
    if (cells > MOST_CELLS) {
      throw new IllegalArgumentException(
          "number of cells was " + cells + "; must be between 1 and " + MOST_CELLS);
    }
  }

  /**
   * The number of cells.
   *
   * @return the product of the three axes
   */
  public int cells() {
    return labels * teacherStates * studentStates;
  }

  /**
   * Where a cell stands in a flat array.
   *
   * @param label 0 to labels - 1
   * @param teacher 0 to teacherStates - 1
   * @param student 0 to studentStates - 1
   * @return 0 to {@link #cells} - 1
   * @throws IllegalArgumentException if a state is outside its axis
   */
  public int index(int label, int teacher, int student) {
    requireState("label", label, labels);
    requireState("teacher code", teacher, teacherStates);
    requireState("student code", student, studentStates);
    return (label * teacherStates + teacher) * studentStates + student;
  }

  private static void requirePositive(String what, int value) {
    if (value < 1) {
      throw new IllegalArgumentException(what + " was " + value + "; must be at least 1");
    }
  }

  static void requireState(String what, int state, int states) {
    if (state < 0 || state >= states) {
      throw new IllegalArgumentException(
          what + " was " + state + "; must be between 0 and " + (states - 1));
    }
  }
}
