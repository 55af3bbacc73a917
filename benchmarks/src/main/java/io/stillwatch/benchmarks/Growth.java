package io.stillwatch.benchmarks;

import io.stillwatch.benchmarks.Models.Tables;
import io.stillwatch.table.TableShape;
import java.io.PrintStream;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.function.IntFunction;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Option;

/** {@code growth}: how the time grows with each axis of the table alone. */
@Command(name = "growth", description = "How the time grows with c, m and n alone.")
final class Growth implements Callable<Integer> {
  private static final double TOLERANCE_NATS = 1e-6;
  private static final int FIXED = 10;
  private static final List<Integer> CLASSES = List.of(2, 5, 10, 20, 50, 100, 200, 500, 1000);
  private static final List<Integer> CODES = List.of(2, 5, 10, 20, 50, 100);

  private final PrintStream out;

  @Option(names = "--accuracy", paramLabel = "A", description = "Of the classifiers.")
  private double accuracy = 0.9;

  @Option(names = "--rows", paramLabel = "N", description = "Of the histograms; 0 for the model's.")
  private int rows = Models.MANY_ROWS;

  @Option(names = "--tables", paramLabel = "N", description = "Tables a point.")
  private int tables = 5;

  Growth(PrintStream out) {
    this.out = out;
  }

  @Override
  public Integer call() {
    Tables family = new Tables(Models.classifiers(accuracy), rows);
    out.printf(
        "%n### Growth with each axis alone, the others %d: %s, to %s nats%n%n",
        FIXED, family, Text.power(TOLERANCE_NATS));
    Markdown.head(out, "axis", "length", "median ms", "iterations", "exponent");
    grow("c", family, CLASSES, c -> new TableShape(c, FIXED, FIXED));
    grow("m", family, CODES, m -> new TableShape(FIXED, m, FIXED));
    grow("n", family, CODES, n -> new TableShape(FIXED, FIXED, n));
    return ExitCode.OK;
  }

  private void grow(
      String axis, Tables family, List<Integer> lengths, IntFunction<TableShape> shape) {
    double lastMillis = Double.NaN;
    int lastLength = 0;
    for (int length : lengths) {
      Comparison point =
          Comparison.of(family.tables(shape.apply(length), tables), TOLERANCE_NATS, 0);
      double millis = point.medianMillis();
      out.println(
          Markdown.line(
              axis,
              Integer.toString(length),
              Text.number(millis),
              Integer.toString(point.medianIterations()),
              lastLength == 0 ? "" : exponent(millis / lastMillis, (double) length / lastLength)));
      lastMillis = millis;
      lastLength = length;
    }
  }

  /** The power of the length that the time grew with since the line above. */
  private static String exponent(double timeRatio, double lengthRatio) {
    return String.format(Locale.ROOT, "%.1f", Math.log(timeRatio) / Math.log(lengthRatio));
  }
}
