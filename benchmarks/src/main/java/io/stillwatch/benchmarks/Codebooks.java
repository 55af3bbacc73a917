package io.stillwatch.benchmarks;

import io.stillwatch.npy.NpyException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Option;

/** {@code codebooks}: the figures that decisions 0012 and 0013 rest on. */
@Command(
    name = "codebooks",
    description = "What codebooks make of the numbers: rules of refitting; clusters or a readout.")
final class Codebooks implements Callable<Integer> {
  private final PrintStream out;

  @Option(
      names = "--digits",
      paramLabel = "DIR",
      defaultValue = "${sys:stillwatch.home:-.}/agent/src/test/resources/digits",
      description = "Saved activations (${DEFAULT-VALUE}).")
  private Path digits;

  Codebooks(PrintStream out) {
    this.out = out;
  }

  @Override
  public Integer call() throws NpyException {
    new RefitRules(out).print();
    new RefitChanges(out).print();
    new SavedDigits(out, digits).print();
    new NoisyStates(out).print();
    return ExitCode.OK;
  }
}
