package io.stillwatch.demo.display;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

final class ScreenTest {
  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private final PrintStream out = new PrintStream(bytes, false, StandardCharsets.UTF_8);
  private long nowNanos = Long.MAX_VALUE - 1;

  private Screen screen(boolean terminal) {
    return new Screen(out, terminal, Duration.ofSeconds(5), () -> nowNanos);
  }

  private String printed() {
    String text = bytes.toString(StandardCharsets.UTF_8);
    bytes.reset();
    return text;
  }

  @Test
  void aTerminalIsRedrawnInPlace() {
    Screen screen = screen(true);

    screen.show(List.of("one", "two"));
    assertThat(printed()).isEqualTo("one\u001b[K\ntwo\u001b[K\n\u001b[J");

    screen.show(List.of("three"));
    assertThat(printed()).isEqualTo("\u001b[2A\rthree\u001b[K\n\u001b[J");
  }

  @Test
  void elsewhereLinesAreAddedEveryFewSecondsAndAtTheEnd() {
    Screen screen = screen(false);

    screen.show(List.of("one"));
    nowNanos += Duration.ofSeconds(4).toNanos();
    screen.show(List.of("too early"));
    nowNanos += Duration.ofSeconds(1).toNanos();
    screen.show(List.of("two"));
    screen.showNow(List.of("the end"));

    assertThat(printed()).isEqualTo("one\ntwo\nthe end\n");
  }
}
