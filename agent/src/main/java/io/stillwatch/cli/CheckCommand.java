package io.stillwatch.cli;

import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Parameters;

/** {@code stillwatch check}: all problems of a configuration at once. */
@Command(
    name = "check",
    description = "Checks a file of settings, and the environment, and says all problems at once.")
final class CheckCommand implements Callable<Integer> {
  private final Streams streams;

  @Parameters(paramLabel = "FILE", description = "A YAML file of settings.")
  private Path config;

  CheckCommand(Streams streams) {
    this.streams = streams;
  }

  @Override
  public Integer call() {
    if (Settings.read(Optional.of(config), streams.err()).isEmpty()) {
      return ExitCode.USAGE;
    }
    streams.out().println(config + " can be used");
    streams.out().flush();
    return ExitCode.OK;
  }
}
