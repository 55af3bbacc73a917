package io.stillwatch.demo;

import java.util.Map;

/** A demonstration on a terminal wants no log beside it, unless somebody asked for one. */
final class Quiet {
  private static final Map<String, String> LEVELS =
      Map.of("STILLWATCH_LOG", "WARN", "STILLWATCH_LOG_OTHERS", "OFF");

  private Quiet() {}

  /** To be called before anything logs. */
  static void please() {
    LEVELS.forEach(
        (variable, level) -> {
          if (System.getenv(variable) == null && System.getProperty(variable) == null) {
            System.setProperty(variable, level);
          }
        });
  }
}
