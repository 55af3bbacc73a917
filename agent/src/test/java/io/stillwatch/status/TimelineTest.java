package io.stillwatch.status;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class TimelineTest {
  private static Timeline of(int count) {
    Timeline timeline = new Timeline();
    for (int i = 0; i < count; i++) {
      timeline.add(i, Integer.toString(i).getBytes(StandardCharsets.UTF_8));
    }
    return timeline;
  }

  private static List<Integer> numbers(Timeline timeline) {
    return timeline.lines().stream()
        .map(line -> Integer.parseInt(new String(line, StandardCharsets.UTF_8)))
        .toList();
  }

  @Test
  void nothingIsLeftOutWhileThereIsRoom() {
    assertThat(numbers(of(Timeline.MOST_LINES))).hasSize(Timeline.MOST_LINES);
  }

  @ParameterizedTest
  @ValueSource(ints = {513, 514, 1_023, 1_024, 1_025, 5_000, 100_001})
  void whatStaysIsSpreadEvenlyFromTheFirstToTheLatest(int count) {
    List<Integer> numbers = numbers(of(count));

    assertThat(numbers).hasSizeBetween(Timeline.MOST_LINES / 2, Timeline.MOST_LINES).startsWith(0);
    assertThat(numbers).endsWith(count - 1);
    int stride = numbers.get(1);
    for (int i = 1; i < numbers.size() - 1; i++) {
      assertThat(numbers.get(i)).as("at %d of %d lines", i, count).isEqualTo(i * stride);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 7, 600, 3_001})
  void itsBytesAreThoseOfItsLines(int count) {
    Timeline timeline = of(count);

    assertThat(timeline.bytes())
        .isEqualTo(timeline.lines().stream().mapToLong(line -> line.length).sum());
    assertThat(timeline.lastStep()).isEqualTo(count - 1);
  }
}
