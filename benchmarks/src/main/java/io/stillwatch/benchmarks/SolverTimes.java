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
import picocli.CommandLine.ExitCode;
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

  private static final String[] COLUMNS = {
    "size",
    "model",
    "rows",
    "tables",
    "median ms",
    "most ms",
    "iterations",
    "widest gap",
    "missed seeds",
    "yardstick ms",
    "ratio"
  };

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
      Markdown.head(out, COLUMNS);
      List<String> summary = new ArrayList<>();
      for (TableShape size : sizes) {
        List<String> cells = time(size, toleranceNats);
        summary.add(summaryLine(size, toleranceNats, cells));
      }
      printSummary(summary);
    }
    return ExitCode.OK;
  }

  /** Prints a line for every family of tables; returns the cells of the histograms of few rows. */
  private List<String> time(TableShape size, double toleranceNats) {
    List<String> cells = new ArrayList<>();
    for (Tables family : Models.all()) {
      if (family.toString().contains(only)) {
        Comparison comparison =
            Comparison.of(
                family.tables(size, tables), toleranceNats, withoutYardstick ? 0 : capMillis);
        out.println(line(size, family, comparison, toleranceNats));
        if (family.rows() == Models.FEW_ROWS) {
          cells.add(comparison.summary());
        }
      } else if (family.rows() == Models.FEW_ROWS) {
        cells.add("");
      }
    }
    return cells;
  }

  private static String line(
      TableShape size, Tables family, Comparison comparison, double toleranceNats) {
    return Markdown.line(
        Text.size(size),
        family.model().toString(),
        family.rowsText(),
        Integer.toString(comparison.timings().size()),
        Text.number(comparison.medianMillis()),
        Text.number(comparison.mostMillis()),
        Integer.toString(comparison.medianIterations()),
        Text.power(comparison.widestGapNats()),
        comparison.missedSeeds(toleranceNats),
        comparison.yardstickMillis(),
        comparison.ratio());
  }

  private static String summaryLine(TableShape size, double toleranceNats, List<String> cells) {
    boolean aimed = toleranceNats == GOAL_TOLERANCE_NATS && GOAL_MILLIS.containsKey(size);
    return Markdown.line(
        Text.size(size),
        aimed ? Text.number(GOAL_MILLIS.get(size)) : "",
        String.join(" | ", cells));
  }

  private void printSummary(List<String> lines) {
    out.printf(
        "%nHistograms of %s rows by accuracy: median ms (yardstick's time over ours).%n%n",
        Text.grouped(Models.FEW_ROWS));
    Markdown.head(
        out,
        Stream.concat(
                Stream.of("size", "goal ms"),
                Models.ACCURACIES.stream().map(accuracy -> "accuracy " + accuracy))
            .toArray(String[]::new));
    lines.forEach(out::println);
  }
}
