package io.stillwatch.status;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

final class ColoursTest {
  private static final Map<String, String> VARIABLES =
      Map.of(
          "redundancy", "--redundancy",
          "distillation gap", "--gap",
          "student unique", "--unique",
          "synergy", "--synergy");

  @Test
  void thePageHasTheColoursThatItsDocumentationSays() throws IOException {
    String style = PageFiles.text("style.css");
    String table = Files.readString(Path.of("../docs/colours.md")).toLowerCase(Locale.ROOT);
    VARIABLES.forEach(
        (what, variable) -> {
          List<MatchResult> colours =
              Pattern.compile(variable + ": (#\\w+);").matcher(style).results().toList();
          assertThat(colours).as("one in light and dark").hasSize(1);
          assertThat(table).contains("| " + what + " | `" + colours.get(0).group(1) + "` |");
        });
  }
}
