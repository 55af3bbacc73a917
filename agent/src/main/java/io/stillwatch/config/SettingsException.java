package io.stillwatch.config;

import java.util.List;

/** Settings that the agent cannot run with; all their problems at once. */
public final class SettingsException extends Exception {
  private final List<String> problems;

  /**
   * Collects the problems.
   *
   * @param problems one sentence each, at least one
   */
  public SettingsException(List<String> problems) {
    super(String.join("; ", problems));
    this.problems = List.copyOf(problems);
  }

  /**
   * What is wrong.
   *
   * @return one sentence a problem
   */
  public List<String> problems() {
    return problems;
  }
}
