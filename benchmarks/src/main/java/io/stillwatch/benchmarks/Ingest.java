package io.stillwatch.benchmarks;

import java.io.IOException;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Option;

/**
 * {@code ingest}: what the agent's reading costs beside that of a consumer that only XORs the words
 * it is given, pair by pair, on one processor, with the broker on another.
 */
@Command(
    name = "ingest",
    description = "CPU time of the agent a megabyte, beside a consumer that only XORs all words.")
final class Ingest implements Callable<Integer> {
  private static final int READERS_PROCESSOR = 1;

  private final PrintStream out;

  @Option(names = "--megabytes", paramLabel = "N", description = "Of the topic, in 10^6 bytes.")
  private int megabytes = 8_000;

  @Option(names = "--rows", paramLabel = "N", description = "Rows a record.")
  private int rows = 128;

  @Option(names = "--dimension", paramLabel = "N", description = "Numbers a vector.")
  private int dimension = 512;

  @Option(names = "--pairs", paramLabel = "N", description = "Readings of each, in turn.")
  private int pairs = 5;

  @Option(names = "--window", paramLabel = "N", description = "Rows in the window.")
  private int window = 20_000;

  @Option(names = "--hop", paramLabel = "N", description = "Rows between two measurements.")
  private int hop = 20_000;

  @Option(names = "--heap", paramLabel = "N", description = "The readers' heap, in megabytes.")
  private int heap = 384;

  @Option(names = "--java", paramLabel = "OPTION", description = "For the agent's JVM, each.")
  private List<String> options = List.of();

  /** One reading of each kind. */
  private record Pair(IngestFigures bare, IngestFigures agent) {
    double ratio() {
      return agent.millisPerMegabyte() / bare.millisPerMegabyte();
    }
  }

  Ingest(PrintStream out) {
    this.out = out;
  }

  @Override
  public Integer call() throws IOException {
    try (IngestProcess broker = new IngestProcess(0, 512, List.of(), "broker")) {
      String servers = broker.line();
      IngestTopic.Size size =
          new IngestTopic(rows, dimension).fill(servers, megabytes * 1_000_000L);
      List<Pair> measured = new ArrayList<>();
      for (int i = 0; i < pairs; i++) {
        Pair pair =
            new Pair(
                IngestFigures.of(read("bare", servers, i, size)),
                IngestFigures.of(read("agent", servers, i, size)));
        measured.add(pair);
        System.err.printf(Locale.ROOT, "pair %d: %.2f%n", i + 1, pair.ratio());
      }
      print(measured);
      printProfile(read("profile", servers, 0, size));
    }
    return ExitCode.OK;
  }

  private String read(String kind, String servers, int pair, IngestTopic.Size size)
      throws IOException {
    long allRows = size.records() * rows;
    try (IngestProcess reader =
        new IngestProcess(
            READERS_PROCESSOR,
            heap,
            kind.equals("bare") ? List.of() : options,
            kind,
            servers,
            kind + "-" + pair,
            Long.toString(allRows),
            Double.toString((double) size.bytes() / allRows),
            Integer.toString(window),
            Integer.toString(hop))) {
      String line = reader.line();
      if (line == null) {
        throw new IOException("the process " + kind + " ended without figures");
      }
      return line;
    }
  }

  private void print(List<Pair> measured) {
    out.printf(
        "%n### Ingest: %d x 2 float32 a row, %d rows a record, window %s every %s%n%n",
        dimension, rows, Text.grouped(window), Text.grouped(hop));
    Markdown.head(out, "", "median", "least", "most");
    line("CPU time over that of the bare consumer", measured, Pair::ratio);
    line("bare consumer, CPU ms a MB", measured, pair -> pair.bare.millisPerMegabyte());
    line(
        "of it the reading thread",
        measured,
        pair -> pair.bare.orderedMillis() / pair.bare.megabytes());
    line("agent but solving, CPU ms a MB", measured, pair -> pair.agent.millisPerMegabyte());
    line("of it the ordered thread", measured, aMegabyte(IngestFigures::orderedMillis));
    line("collector, elapsed ms a MB", measured, aMegabyte(IngestFigures::collectorMillis));
    line("compiler, elapsed ms a MB", measured, aMegabyte(IngestFigures::compilerMillis));
    line(
        "solving and publishing apart, CPU ms a MB",
        measured,
        aMegabyte(IngestFigures::apartMillis));
    line(
        "rows a CPU second, thousands",
        measured,
        pair -> pair.agent.rows() / pair.agent.megabytes() / pair.agent.millisPerMegabyte());
    line("bytes allocated a row beyond the client's", measured, Ingest::beyondClient);
    out.printf(
        "%nHeap after a collection, MB: %s.%n",
        measured.stream().map(pair -> heap(pair.agent)).collect(Collectors.joining("; ")));
    if (!IngestProcess.pins()) {
      out.printf("%nNothing was pinned to a processor: there is no taskset, or one processor.%n");
    }
  }

  private void printProfile(String line) {
    out.printf("%nWhere the ordered thread spends its time, the client left out:%n%n");
    Markdown.head(out, "samples", "in a method itself", "with what it calls");
    out.println(line);
  }

  private static ToDoubleFunction<Pair> aMegabyte(ToDoubleFunction<IngestFigures> millis) {
    return pair -> millis.applyAsDouble(pair.agent) / pair.agent.megabytes();
  }

  private static double beyondClient(Pair pair) {
    return pair.agent.allocatedBytes() / pair.agent.rows()
        - pair.bare.allocatedBytes() / pair.bare.rows();
  }

  private static String heap(IngestFigures figures) {
    return Arrays.stream(figures.heapMegabytes())
        .mapToObj(Text::number)
        .collect(Collectors.joining(" "));
  }

  private void line(String what, List<Pair> measured, ToDoubleFunction<Pair> number) {
    double[] sorted = measured.stream().mapToDouble(number).sorted().toArray();
    out.println(
        Markdown.line(
            what,
            Text.number(sorted[(sorted.length - 1) / 2]),
            Text.number(sorted[0]),
            Text.number(sorted[sorted.length - 1])));
  }
}
