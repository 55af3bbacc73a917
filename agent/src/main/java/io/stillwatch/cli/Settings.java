package io.stillwatch.cli;

import io.stillwatch.config.AgentSettings;
import io.stillwatch.config.SettingsException;
import io.stillwatch.config.SettingsReader;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.Optional;

/** Reads settings for a command. */
final class Settings {
  private Settings() {}

  /** The settings of a file and the environment; empty once all that is wrong was said. */
  static Optional<AgentSettings> read(Optional<Path> file, PrintStream err) {
    try {
      return Optional.of(SettingsReader.read(file, System.getenv()));
    } catch (SettingsException e) {
      say(e, err);
      return Optional.empty();
    }
  }

  /** All that is wrong. */
  static void say(SettingsException e, PrintStream err) {
    err.println("the settings cannot be used:");
    e.problems().forEach(problem -> err.println("  " + problem));
  }
}
