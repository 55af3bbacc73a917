package io.stillwatch.table;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class TableShapeTest {
  @Test
  void cellsRunThroughStudentThenTeacherThenLabel() {
    TableShape shape = new TableShape(2, 3, 5);
    int cell = 0;
    for (int y = 0; y < 2; y++) {
      for (int t = 0; t < 3; t++) {
        for (int s = 0; s < 5; s++) {
          assertThat(shape.index(y, t, s)).isEqualTo(cell++);
        }
      }
    }
    assertThat(shape.cells()).isEqualTo(cell);
  }

  @ParameterizedTest
  @CsvSource({
    "0, 1, 1, labels was 0; must be at least 1",
    "1, -2, 1, teacherStates was -2; must be at least 1",
    "1, 1, 0, studentStates was 0; must be at least 1",
    "8192, 8192, 2, number of cells was 1.34217728E8; must be between 1 and 67108864",
    "2147483647, 2147483647, 2147483647, "
        + "number of cells was 9.903520300447984E27; must be between 1 and 67108864",
  })
  void aShapeThatIsNoneIsRefused(int labels, int teachers, int students, String message) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new TableShape(labels, teachers, students))
        .withMessage(message);
  }

  @Test
  void theLargestShapeIsAllowedAndOneCellMoreIsNot() {
    assertThat(new TableShape(1 << 13, 1 << 13, 1).cells()).isEqualTo(TableShape.MOST_CELLS);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new TableShape(TableShape.MOST_CELLS + 1, 1, 1));
  }

  @ParameterizedTest
  @CsvSource({
    "2, 0, 0, label was 2; must be between 0 and 1",
    "-1, 0, 0, label was -1; must be between 0 and 1",
    "0, 3, 0, teacher code was 3; must be between 0 and 2",
    "0, -1, 0, teacher code was -1; must be between 0 and 2",
    "0, 0, 5, student code was 5; must be between 0 and 4",
    "0, 0, -1, student code was -1; must be between 0 and 4",
  })
  void aStateOutsideItsAxisIsRefused(int label, int teacher, int student, String message) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new TableShape(2, 3, 5).index(label, teacher, student))
        .withMessage(message);
  }
}
