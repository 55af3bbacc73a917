package io.stillwatch.benchmarks;

import java.io.PrintStream;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;

/** The benchmarks' command line; every command prints Markdown to standard output. */
@Command(
    name = "benchmarks/run",
    synopsisSubcommandLabel = "COMMAND",
    description = "How long the exact decomposition takes. (jmh OPTIONS: the same through JMH.)")
public final class Benchmarks {
  // Picocli reads it.
  @SuppressWarnings("UnusedVariable")
  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      scope = ScopeType.INHERIT,
      description = "Print the options and end.")
  private boolean help;

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
            .addSubcommand(new Stress(out))
            .addSubcommand(new Between(out))
            .addSubcommand(new WindowCost(out))
            .addSubcommand(new RunCost(out))
            .addSubcommand(new Ingest(out))
            .addSubcommand(new Refits(out))
            .addSubcommand(new Codebooks(out))
            .addSubcommand(new VerdictStudy(out))
            .addSubcommand(new Results(out))
            .execute(arguments));
  }
}
