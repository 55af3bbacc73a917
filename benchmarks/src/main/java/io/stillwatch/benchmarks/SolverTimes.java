package io.stillwatch.benchmarks;

import io.stillwatch.benchmarks.Models.Tables;
import io.stillwatch.table.TableShape;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code times}: CPU time to a certified tolerance, against the yardstick. */
@Command(
    name = "times",
    description = "CPU time of one solve to a certified tolerance, against the yardstick.")
final class SolverTimes implements Callable<Integer> {
  /** The goals for histograms of {@link Models#FEW_ROWS} rows at 1e-6 nats. */
  private static final Map<TableShape, Double> GOAL_MILLIS =
      Map.of(
          new TableShape(10, 10, 10), 2.0,
          new TableShape(10, 20, 20), 8.0,
          new TableShape(20, 20, 20), 25.0,
          new TableShape(100, 20, 20), 40.0,
          new TableShape(1000, 10, 10), 5.0,
          new TableShape(10, 50, 50), 120.0);

  private static final double GOAL_TOLERANCE_NATS = 1e-6;

  private final PrintStream out;

  @Option(
      names = "--sizes",
      arity = "1..*",
      paramLabel = "C,M,N",
      converter = SizeConverter.class,
      description = "Classes, teacher's codes and student's codes; all of the sizes if left out.")
  private List<TableShape> sizes = Models.SIZES;

  @Option(
      names = "--tolerances",
      split = ",",
      paramLabel = "NATS",
      description = "Widths of the certified interval.")
  private List<Double> tolerancesNats = List.of(GOAL_TOLERANCE_NATS, 1e-9);

  @Option(
      names = "--only",
      paramLabel = "TEXT",
      description = "Only the tables whose model and rows hold this, such as '2,000' or '0.9'.")
  private String only = "";

  @Option(names = "--tables", paramLabel = "N", description = "Tables a model and size.")
  private int tables = 5;

  @Option(names = "--cap", paramLabel = "MILLIS", description = "The yardstick's most a table.")
  private double capMillis = 2_000;

  @Option(names = "--no-yardstick", description = "Time the solver alone.")
  private boolean withoutYardstick;

  SolverTimes(PrintStream out) {
    this.out = out;
  }

  @Override
  public Integer call() {
    for (double toleranceNats : tolerancesNats) {
      out.printf("%n### Certified to %s nats%n%n", Text.power(toleranceNats));
      Markdown.head(out, columns("model", "rows", "tables"));
      List<String> summary = new ArrayList<>();
      for (TableShape size : sizes) {
        summary.addAll(time(size, toleranceNats));
      }
      if (!summary.isEmpty()) {
        out.printf(
            "%nHistograms of %s rows, all accuracies together:%n%n", Text.grouped(Models.FEW_ROWS));
        Markdown.head(out, columns("tables", "goal ms"));
        summary.forEach(out::println);
      }
    }
    return 0;
  }

  /** Prints a line for every family of tables; returns that of the histograms together, if any. */
  private List<String> time(TableShape size, double toleranceNats) {
    List<Comparison> histograms = new ArrayList<>();
    for (Tables family : Models.all()) {
      if (!(family.model() + " " + family.rowsText()).contains(only)) {
        continue;
      }
      Comparison comparison =
          Comparison.of(
              family.tables(size, tables), toleranceNats, withoutYardstick ? 0 : capMillis);
      if (family.rows() == Models.FEW_ROWS) {
        histograms.add(comparison);
      }
      String count = Integer.toString(comparison.timings().size());
      out.println(
          line(size, comparison, toleranceNats, family.model() + "", family.rowsText(), count));
    }
    if (histograms.isEmpty()) {
      return List.of();
    }
    Comparison all = Comparison.pooled(histograms);
    boolean aimed = toleranceNats == GOAL_TOLERANCE_NATS && GOAL_MILLIS.containsKey(size);
    return List.of(
        line(
            size,
            all,
            toleranceNats,
            Integer.toString(all.timings().size()),
            aimed ? Text.number(GOAL_MILLIS.get(size)) : ""));
  }

  private static String[] columns(String... which) {
    return Stream.of(
            Stream.of("size"),
            Stream.of(which),
            Stream.of("median ms", "most ms", "iterations", "widest gap", "missed"),
            Stream.of("yardstick ms", "ratio"))
        .flatMap(part -> part)
        .toArray(String[]::new);
  }

  private static String line(
      TableShape size, Comparison comparison, double toleranceNats, String... which) {
    return Markdown.line(
        Stream.of(
                Stream.of(Text.size(size)),
                Stream.of(which),
                Stream.of(
                    Text.number(comparison.medianMillis()),
                    Text.number(comparison.mostMillis()),
                    Integer.toString(comparison.medianIterations()),
                    Text.power(comparison.widestGapNats()),
                    Long.toString(comparison.missed(toleranceNats))),
                comparison.yardstickColumns())
            .flatMap(part -> part)
            .toArray(String[]::new));
  }
}
