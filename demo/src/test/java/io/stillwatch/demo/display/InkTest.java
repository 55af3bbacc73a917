package io.stillwatch.demo.display;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

final class InkTest {
  @Test
  void coloursAreForTerminalsThatWantThem() {
    assertThat(Ink.of(true, Map.of())).isEqualTo(Ink.ANSI);
    assertThat(Ink.of(true, Map.of("NO_COLOR", ""))).isEqualTo(Ink.ANSI);
    assertThat(Ink.of(true, Map.of("NO_COLOR", "1"))).isEqualTo(Ink.PLAIN);
    assertThat(Ink.of(true, Map.of("TERM", "dumb"))).isEqualTo(Ink.PLAIN);
    assertThat(Ink.of(false, Map.of())).isEqualTo(Ink.PLAIN);
  }
}
