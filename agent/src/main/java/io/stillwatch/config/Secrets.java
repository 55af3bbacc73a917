package io.stillwatch.config;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Puts secrets into texts that name where they are: {@code ${env:NAME}} for a variable, {@code
 * ${file:/path}} for all that a file holds, without the line break at its end. What is wrong is
 * said by the name of the variable or file, never by what they hold.
 */
final class Secrets {
  private static final Pattern REFERENCE = Pattern.compile("\\$\\{(env|file):([^}]*)}");

  /** Where Kafka's client is told to do it by its own providers, it is left to them. */
  private static final String PROVIDERS = "config.providers";

  private static final long MOST_BYTES = 1 << 20;

  private final Map<String, String> environment;
  private final List<String> problems;

  Secrets(Map<String, String> environment, List<String> problems) {
    this.environment = environment;
    this.problems = problems;
  }

  /** The same texts with their secrets, by name; the section is for what is said. */
  Map<String, String> in(String section, Map<String, String> texts) {
    if (texts.containsKey(PROVIDERS)) {
      return texts;
    }
    Map<String, String> filled = new TreeMap<>();
    texts.forEach((name, text) -> filled.put(name, filled(section + "." + name, text)));
    return filled;
  }

  private String filled(String setting, String text) {
    return REFERENCE
        .matcher(text)
        .replaceAll(reference -> Matcher.quoteReplacement(secret(setting, reference).orElse("")));
  }

  private Optional<String> secret(String setting, MatchResult reference) {
    String place = reference.group(2);
    return reference.group(1).equals("env") ? variable(setting, place) : held(setting, place);
  }

  private Optional<String> variable(String setting, String name) {
    String value = environment.get(name);
    if (value == null) {
      problems.add("%s names the variable '%s', which is not set".formatted(setting, name));
    }
    return Optional.ofNullable(value);
  }

  private Optional<String> held(String setting, String path) {
    try {
      Path file = Path.of(path);
      if (Files.size(file) > MOST_BYTES) {
        problems.add("%s names the file %s, which is larger than 1 MiB".formatted(setting, path));
        return Optional.empty();
      }
      return Optional.of(Files.readString(file).replaceFirst("\\R\\z", ""));
    } catch (IOException | InvalidPathException e) {
      problems.add("%s names the file %s, which cannot be read".formatted(setting, path));
      return Optional.empty();
    }
  }
}
