package io.stillwatch.config;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Puts secrets into texts that name where they are: {@code ${env:NAME}} for a variable, {@code
 * ${file:/path}} for all that a file holds, without the line break at its end. A secret that stands
 * there itself is refused. What is wrong is said by the name of the setting, the variable or the
 * file, never by what they hold.
 */
final class Secrets {
  private static final Pattern REFERENCE = Pattern.compile("\\$\\{(env|file):([^}]*)}");

  /** Where Kafka's client is told to do it by its own providers, it is left to them. */
  private static final String PROVIDERS = "config.providers";

  private static final Pattern REFERENCE_OF_PROVIDERS = Pattern.compile("\\$\\{[^}]*}");

  private static final Pattern SECRET =
      Pattern.compile("(?i).*(password|passphrase|secret)|ssl\\.keystore\\.key");

  /** Options of a login, in the midst of its text. */
  private static final Pattern SECRET_OPTION =
      Pattern.compile("(?i)\\w*(password|passphrase|secret)\\w*\\s*=\\s*(\"[^\"]|[^\"\\s;])");

  private static final long MOST_BYTES = 1 << 20;

  private final Map<String, String> environment;
  private final List<String> problems;

  Secrets(Map<String, String> environment, List<String> problems) {
    this.environment = environment;
    this.problems = problems;
  }

  /** The same texts with their secrets, by name; the section is for what is said. */
  Map<String, String> in(String section, Map<String, String> texts) {
    boolean providers = texts.containsKey(PROVIDERS);
    Pattern reference = providers ? REFERENCE_OF_PROVIDERS : REFERENCE;
    Map<String, String> filled = new TreeMap<>();
    texts.forEach(
        (name, text) -> {
          refusePlain(section, name, reference.matcher(text).replaceAll(""));
          filled.put(name, providers ? text : filled(section + "." + name, text));
        });
    return filled;
  }

  private void refusePlain(String section, String name, String besides) {
    if (SECRET.matcher(name).matches() && !besides.isBlank()) {
      problems.add(
          "%s.%s holds a secret in plain text; must name it: ${env:NAME} or ${file:/path}"
              .formatted(section, name));
    }
    if (isLogin(name) && SECRET_OPTION.matcher(besides).find()) {
      problems.add(
          "%s.%s holds a secret in plain text; must name it, as in password=\"${env:NAME}\" or"
                  .formatted(section, name)
              + " password=\"${file:/path}\"");
    }
  }

  private static boolean isLogin(String setting) {
    return setting.endsWith("jaas.config");
  }

  private String filled(String setting, String text) {
    return REFERENCE
        .matcher(text)
        .replaceAll(
            reference -> {
              String secret = secret(setting, reference);
              boolean quoted = isLogin(setting) && text.startsWith("\"", reference.start() - 1);
              return Matcher.quoteReplacement(quoted ? escaped(secret) : secret);
            });
  }

  /** Between the quotes of a login a quote would end it, and a backslash change what follows. */
  private static String escaped(String secret) {
    return secret.replace("\\", "\\\\").replace("\"", "\\\"");
  }

  private String secret(String setting, MatchResult reference) {
    String place = reference.group(2);
    return reference.group(1).equals("env") ? variable(setting, place) : held(setting, place);
  }

  private String variable(String setting, String name) {
    String value = environment.getOrDefault(name, "");
    if (value.isEmpty()) {
      problems.add(
          "%s names the variable '%s', which is not set or empty".formatted(setting, name));
    }
    return value;
  }

  private String held(String setting, String path) {
    String wrong = "cannot be read";
    try {
      Path file = Path.of(path);
      String text = Files.size(file) > MOST_BYTES ? "" : Files.readString(file);
      String secret = text.replaceFirst("\\R\\z", "");
      if (!secret.isEmpty()) {
        return secret;
      }
      wrong = Files.size(file) > MOST_BYTES ? "is larger than 1 MiB" : "is empty";
    } catch (IOException | InvalidPathException e) {
      // Its message may quote what was given as a path, and that is said once.
    }
    problems.add("%s names the file '%s', which %s".formatted(setting, path, wrong));
    return "";
  }
}
