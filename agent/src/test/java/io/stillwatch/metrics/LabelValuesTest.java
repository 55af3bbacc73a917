package io.stillwatch.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class LabelValuesTest {
  private final LabelValues labels = new LabelValues(32);

  @ParameterizedTest
  @ValueSource(strings = {"", "all", "teacher/logits>student/logits", "Schüler 学生 🎓", "a\"b\\c"})
  void whatCanBeSeenStays(String name) {
    assertThat(labels.cleaned(name)).isEqualTo(name);
  }

  @ParameterizedTest
  @ValueSource(strings = {"a\nb", "a\u202Eb", "a\u0000b", "a\u200Bb", "a\u2028b", "a\uD800b"})
  void whatCannotBeSeenIsReplacedAndMarked(String name) {
    assertThat(labels.cleaned(name)).matches("a\uFFFDb~[0-9a-f]{8}");
  }

  @Test
  void namesThatDifferOutOfSightStayTwo() {
    assertThat(labels.cleaned("a\nb")).isNotEqualTo(labels.cleaned("a\rb"));
    assertThat(labels.cleaned("x".repeat(40))).isNotEqualTo(labels.cleaned("x".repeat(41)));
  }

  @Test
  void aLongNameIsCutToTheLimitAndMarked() {
    assertThat(labels.cleaned("x".repeat(1_000_000))).hasSize(32).matches("x{23}~[0-9a-f]{8}");
    assertThat(labels.cleaned("x".repeat(32))).isEqualTo("x".repeat(32));
  }

  @Test
  void noCharacterIsCutInTwo() {
    String cut = labels.cleaned("x".repeat(22) + "🎓".repeat(20));
    assertThat(cut).matches("x{22}~[0-9a-f]{8}");
  }
}
