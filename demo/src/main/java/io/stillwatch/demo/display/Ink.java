package io.stillwatch.demo.display;

import io.stillwatch.measure.Verdict;
import java.util.Map;

/** How text is set off: by the colours of a terminal, or not at all. */
public enum Ink {
  /** No colours. */
  PLAIN,
  /** ANSI escape sequences. */
  ANSI;

  private static final String END = "\u001b[0m";

  /**
   * The ink that suits an output.
   *
   * @param terminal whether a person looks at it
   * @param environment the environment's variables: {@code NO_COLOR}, where not empty, and a {@code
   *     TERM} of {@code dumb} are respected
   * @return colours for a terminal that wants them
   */
  public static Ink of(boolean terminal, Map<String, String> environment) {
    boolean wanted = environment.getOrDefault("NO_COLOR", "").isEmpty();
    boolean able = !environment.getOrDefault("TERM", "").equals("dumb");
    return terminal && wanted && able ? ANSI : PLAIN;
  }

  String bold(String text) {
    return in("1", text);
  }

  String dim(String text) {
    return in("2", text);
  }

  String verdict(Verdict verdict, String text) {
    return switch (verdict) {
      case DISTILLING -> in("36", text);
      case DONE -> in("32", text);
      case STALLED, REGRESSING -> in("1;31", text);
      case NOTHING_TO_TRANSFER -> in("33", text);
      case WARMING, BLIND -> dim(text);
    };
  }

  private String in(String code, String text) {
    return this == PLAIN || text.isBlank() ? text : "\u001b[" + code + "m" + text + END;
  }
}
