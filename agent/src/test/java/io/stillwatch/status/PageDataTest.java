package io.stillwatch.status;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

final class PageDataTest {
  private final PageData data = new PageData("", 10_000);

  private static PageView view(String run) {
    return new PageView(run, "t/a>s/a", "class", "all");
  }

  private static List<String> texts(List<byte[]> lines) {
    return lines.stream().map(line -> new String(line, StandardCharsets.UTF_8)).toList();
  }

  @Test
  void theLatestLineOfEveryViewIsInTheOrderOfTheirNames() {
    data.measured(view("b"), 1, "b1");
    data.measured(view("a"), 1, "a1");
    data.measured(view("b"), 2, "b2");

    assertThat(texts(data.latest())).containsExactly("a1", "b2");
    assertThat(texts(data.lines(view("b")))).containsExactly("b1", "b2");
    assertThat(data.lines(view("c"))).isEmpty();
  }

  @Test
  void allViewsTogetherTakeNoMoreThanTheyMay() {
    for (int i = 0; i < 1_000; i++) {
      data.measured(view("long"), i, "x".repeat(100));
      data.measured(view("other"), i, "y".repeat(10));
    }

    assertThat(data.bytes()).isLessThanOrEqualTo(10_000);
    assertThat(data.lines(view("other"))).hasSizeGreaterThan(50);
    assertThat(data.lines(view("long"))).hasSizeGreaterThan(30);
  }

  @Test
  void whereNothingCanBeThinnedTheViewOfLongestAgoLeaves() {
    for (int i = 0; i < 5; i++) {
      data.measured(view("r" + i), 0, "x".repeat(4_000));
    }

    assertThat(data.latest()).hasSize(2);
    assertThat(data.lines(view("r4"))).hasSize(1);
    assertThat(data.lines(view("r0"))).isEmpty();
  }

  @Test
  void thereAreNoMoreThanFiveHundredViews() {
    for (int i = 0; i < 600; i++) {
      data.measured(view("r" + i), 0, "{}");
    }

    assertThat(data.latest()).hasSize(500);
    assertThat(data.bytes()).isEqualTo(1_000);
  }

  @Test
  void anEventStandsAtTheStepThatItsRunHasReached() {
    data.happened("r", "{\"type\":\"started\"}");
    data.measured(view("r"), 70, "{}");
    data.happened("r", "{\"type\":\"note\"}");

    assertThat(texts(data.events("r")))
        .containsExactly(
            "{\"step\":0,\"event\":{\"type\":\"started\"}}",
            "{\"step\":70,\"event\":{\"type\":\"note\"}}");
  }

  @Test
  void strangersEventsTakeLittleRoom() {
    for (int i = 0; i < 1_000; i++) {
      data.happened("r", "{\"n\":" + i + "}");
      data.happened("r" + i, "{}");
    }
    data.happened("r", "{\"facts\":\"" + "x".repeat(5_000) + "\"}");

    assertThat(data.events("r")).hasSize(20);
    assertThat(texts(data.events("r"))).last().asString().contains("{\"n\":999}");
    assertThat(data.events("r0")).isEmpty();
    assertThat(data.events("r999")).hasSize(1);
  }

  @Test
  void aViewThatIsWithdrawnLeavesAndReadersAskAnew() throws InterruptedException {
    data.measured(view("r"), 1, "{}");
    long seen = data.feed().last();
    data.withdrawn(view("r"));
    data.withdrawn(view("never there"));

    assertThat(data.latest()).isEmpty();
    assertThat(data.bytes()).isZero();
    assertThat(data.feed().after(seen, 0)).isEmpty();
    assertThat(data.feed().after(seen + 1, 0)).isPresent();
  }
}
