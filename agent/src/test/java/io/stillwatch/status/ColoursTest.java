package io.stillwatch.status;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
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
          String colour = style.split(variable + ": ")[1].split(";")[0];
          assertThat(table).contains("| " + what + " | `" + colour + "` |");
          assertThat(style.split(variable + ": ")).as("in light and dark").hasSize(2);
        });
  }
}
