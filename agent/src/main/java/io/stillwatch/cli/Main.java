package io.stillwatch.cli;

/** The agent's own commands as a program. */
public final class Main {
  private Main() {}

  /**
   * Runs one command and ends the process with its exit code.
   *
   * @param arguments the command and its arguments
   */
  public static void main(String[] arguments) {
    System.exit(TopCommand.commandLine(Streams.ofProcess()).execute(arguments));
  }
}
