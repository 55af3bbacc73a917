package io.stillwatch.snapshot;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class LabelledRowsTest {
  private static List<Integer> rows(int count) {
    return IntStream.range(0, count).boxed().toList();
  }

  @Test
  void upToTheMostAllRowsAreLookedAt() {
    List<Integer> rows = rows(LabelledRows.MOST_LOOKED_AT);
    assertThat(LabelledRows.few(rows)).isSameAs(rows);
  }

  @Test
  void ofMoreRowsThoseLookedAtLieEvenlyOverTheWholeWindow() {
    List<Integer> few = LabelledRows.few(rows(3 * LabelledRows.MOST_LOOKED_AT + 1));
    assertThat(few).hasSize(LabelledRows.MOST_LOOKED_AT).doesNotHaveDuplicates().isSorted();
    for (int i = 1; i < few.size(); i++) {
      assertThat(few.get(i) - few.get(i - 1)).as("place %d", i).isBetween(3, 4);
    }
    assertThat(few.get(0)).isZero();
  }
}
