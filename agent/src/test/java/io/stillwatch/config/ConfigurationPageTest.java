package io.stillwatch.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The page of settings and the code agree. */
final class ConfigurationPageTest {
  private static final Path PAGE = Path.of("../docs/configuration.md");
  private static final Pattern ROW =
      Pattern.compile("(?m)^\\| `(\\w+)\\.(\\w+)` \\| `([^`]*)` \\|");

  private static Map<String, String> documented() throws IOException {
    Map<String, String> settings = new TreeMap<>();
    Matcher row = ROW.matcher(Files.readString(PAGE));
    while (row.find()) {
      String variable =
          ("STILLWATCH_" + row.group(1) + "_" + row.group(2)).toUpperCase(Locale.ROOT);
      settings.put(variable, row.group(3));
    }
    return settings;
  }

  @Test
  void everyDocumentedDefaultIsTheCodesOwn() throws Exception {
    Map<String, String> documented = documented();

    assertThat(documented).hasSizeGreaterThan(20);
    // A name that is no setting would be refused here, and another default would show.
    assertThat(SettingsReader.read(Optional.empty(), documented)).isEqualTo(AgentSettings.DEFAULT);
  }

  @Test
  void everySettingIsDocumented() throws Exception {
    assertThat(documented().keySet())
        .containsExactlyInAnyOrderElementsOf(SettingsReader.variables());
  }
}
