package io.stillwatch.cli;

import io.stillwatch.config.AgentSettings;
import io.stillwatch.config.SettingsException;
import io.stillwatch.config.Sweep;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Option;

/** Settings of a replay: one, or several to be tried in one pass. */
final class SweepOptions {
  @Option(
      names = {"-c", "--config"},
      paramLabel = "FILE",
      description = "A YAML file of settings: those that the agent had.")
  private Path config;

  @Option(
      names = "--set",
      paramLabel = "NAME=VALUE,...",
      description =
          "Values of a setting, such as window.rows=1000,2000. Several are tried in one pass, in all"
              + " combinations; each line is marked with its setting then.")
  private List<String> assignments = new ArrayList<>();

  @Option(
      names = "--sweep",
      paramLabel = "FILE",
      description = "The same from a YAML file: names of settings with lists of values.")
  private Path sweep;

  /**
   * Settings to be tried.
   *
   * @param mark what lines are marked with; empty where there is but one
   */
  record Tried(Map<String, String> mark, AgentSettings settings) {}

  /** All settings to be tried; empty once all that is wrong was said. */
  List<Tried> read(Sweep.Over over, PrintStream err) {
    try {
      List<Tried> tried = new ArrayList<>();
      List<Map<String, String>> all =
          Sweep.combinations(Optional.ofNullable(sweep), assignments, over);
      for (Map<String, String> one : all) {
        AgentSettings settings = Sweep.settings(Optional.ofNullable(config), System.getenv(), one);
        tried.add(new Tried(all.size() > 1 ? one : Map.of(), settings));
      }
      return tried;
    } catch (SettingsException e) {
      Settings.say(e, err);
      return List.of();
    }
  }
}
