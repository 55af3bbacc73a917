package io.stillwatch.demo;

import io.stillwatch.cli.Streams;
import io.stillwatch.cli.TopCommand;

/** The whole command line: the agent's commands, and the demonstration. */
public final class Stillwatch {
  private Stillwatch() {}

  /**
   * Runs one command and ends the process with its exit code.
   *
   * @param arguments the command and its arguments
   */
  public static void main(String[] arguments) {
    Streams streams = Streams.ofProcess();
    System.exit(
        TopCommand.commandLine(streams).addSubcommand(new DemoCommand(streams)).execute(arguments));
  }
}
