package io.stillwatch.cli;

import io.stillwatch.agent.Version;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.HelpCommand;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

/** {@code stillwatch}: names the commands. */
@Command(
    name = "stillwatch",
    description = "A live meter for knowledge distillation.",
    mixinStandardHelpOptions = true,
    versionProvider = TopCommand.Versions.class,
    scope = ScopeType.INHERIT,
    synopsisSubcommandLabel = "COMMAND",
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {"0:success", "1:failure", "2:wrong usage or settings"})
public final class TopCommand implements Runnable {
  @Spec private CommandSpec spec;

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "Which command? Choose one below.");
  }

  /**
   * The command line with the agent's own commands; others can be added to it.
   *
   * @param streams where commands read and write
   * @return to be executed
   */
  public static CommandLine commandLine(Streams streams) {
    CommandLine commandLine =
        new CommandLine(new TopCommand())
            .addSubcommand(new RunCommand(streams))
            .addSubcommand(new RecordCommand(streams))
            .addSubcommand(new ReplayCommand(streams))
            .addSubcommand(new MeasureCommand(streams))
            .addSubcommand(new PidCommand(streams))
            .addSubcommand(new CheckCommand(streams))
            .addSubcommand(new TopicsCommand(streams))
            .addSubcommand(new HelpCommand());
    return commandLine
        .setOut(new PrintWriter(streams.out(), true, StandardCharsets.UTF_8))
        .setErr(new PrintWriter(streams.err(), true, StandardCharsets.UTF_8))
        .setExecutionExceptionHandler(
            (e, command, parsed) -> {
              streams.err().println("stillwatch " + command.getCommandName() + ": " + told(e));
              return ExitCode.SOFTWARE;
            });
  }

  /** A failure that somebody foresaw has a sentence; one that nobody did needs its trace. */
  private static String told(Exception e) {
    if (e instanceof java.io.UncheckedIOException && e.getMessage() != null) {
      return e.getMessage();
    }
    StringWriter trace = new StringWriter();
    e.printStackTrace(new PrintWriter(trace));
    return "failed unexpectedly; this is a bug\n" + trace;
  }

  static final class Versions implements IVersionProvider {
    @Override
    public String[] getVersion() {
      return new String[] {"stillwatch " + Version.current()};
    }
  }
}
