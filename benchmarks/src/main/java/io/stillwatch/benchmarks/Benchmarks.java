package io.stillwatch.benchmarks;

import java.io.PrintStream;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The benchmarks' command line; every command prints Markdown to standard output. */
@Command(
    name = "benchmarks/run",
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "COMMAND",
    description = "How long the exact decomposition takes. (jmh OPTIONS: the same through JMH.)")
public final class Benchmarks {
  private Benchmarks() {}

  /**
   * Runs one command and ends the process with its exit code.
   *
   * @param arguments the command and its options
   */
  public static void main(String[] arguments) {
    PrintStream out = System.out;
    System.exit(
        new CommandLine(new Benchmarks())
            .addSubcommand(new SolverTimes(out))
            .addSubcommand(new Profile(out))
            .addSubcommand(new BootstrapTime(out))
            .addSubcommand(new Growth(out))
            .addSubcommand(new Results(out))
            .execute(arguments));
  }
}
