package io.stillwatch.snapshot;

import java.util.regex.Pattern;

/** Names with {@code *} for anything. */
final class Glob {
  private Glob() {}

  static boolean matches(String pattern, String name) {
    StringBuilder regex = new StringBuilder();
    for (String literal : pattern.split("\\*", -1)) {
      regex.append(regex.isEmpty() ? "" : ".*").append(Pattern.quote(literal));
    }
    return Pattern.matches(regex.toString(), name);
  }
}
