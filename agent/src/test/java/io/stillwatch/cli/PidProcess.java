package io.stillwatch.cli;

/** The agent's command line as a process of its own, for what needs a heap of its own. */
final class PidProcess {
  private PidProcess() {}

  public static void main(String[] arguments) {
    System.exit(TopCommand.commandLine(Streams.ofProcess()).execute(arguments));
  }
}
