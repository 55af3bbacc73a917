package io.stillwatch.benchmarks;

import java.io.IOException;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code results}: the whole of RESULTS.md, one command after the other. */
@Command(name = "results", description = "All of it: what benchmarks/RESULTS.md holds.")
final class Results implements Callable<Integer> {
  private static final Path PROCESSORS = Path.of("/proc/cpuinfo");

  private final PrintStream out;

  @Option(names = "--tables", paramLabel = "N", description = "Tables a line.")
  private int tables = 5;

  @Option(names = "--cap", paramLabel = "MILLIS", description = "The yardstick's most a table.")
  private double capMillis = 2_000;

  Results(PrintStream out) {
    this.out = out;
  }

  @Override
  public Integer call() throws IOException {
    out.println("# Results");
    out.println();
    out.println("Written by `./benchmarks/run results`; README.md beside it says how to read it.");
    out.println();
    origin();
    String ofTables = "--tables=" + tables;
    int worst = run(new SolverTimes(out), ofTables, "--cap=" + capMillis);
    worst = Math.max(worst, run(new BootstrapTime(out), ofTables));
    worst = Math.max(worst, run(new Growth(out), ofTables));
    worst = Math.max(worst, run(new Profile(out)));
    worst = Math.max(worst, run(new Ingest(out)));
    out.printf("%nLoad of the machine at the end: %s.%n", load());
    return worst;
  }

  private static int run(Object command, String... options) {
    return new CommandLine(command).execute(options);
  }

  private void origin() throws IOException {
    Markdown.head(out, "", "");
    line("date", Instant.now().truncatedTo(ChronoUnit.MINUTES).toString());
    line("commit", System.getProperty("stillwatch.commit", "unknown"));
    line("JDK", System.getProperty("java.vm.name") + " " + System.getProperty("java.vm.version"));
    line("system", System.getProperty("os.name") + " " + System.getProperty("os.arch"));
    line("processor", Runtime.getRuntime().availableProcessors() + " x " + processor());
    line("load at the start", load());
    line("tables a line", Integer.toString(tables));
    line("yardstick's most a table", Text.number(capMillis) + " ms");
  }

  private void line(String what, String value) {
    out.println(Markdown.line(what, value));
  }

  private static String load() {
    return Text.number(ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage());
  }

  /** The processor's name where the system tells it as Linux does. */
  private static String processor() throws IOException {
    if (!Files.isReadable(PROCESSORS)) {
      return System.getProperty("os.arch");
    }
    try (Stream<String> lines = Files.lines(PROCESSORS)) {
      return lines
          .filter(line -> line.startsWith("model name"))
          .map(line -> line.substring(line.indexOf(':') + 1).strip())
          .findFirst()
          .orElse(System.getProperty("os.arch"));
    }
  }
}
