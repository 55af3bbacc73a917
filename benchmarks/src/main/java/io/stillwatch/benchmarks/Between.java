package io.stillwatch.benchmarks;

import io.stillwatch.pid.BrojaSolver;
import io.stillwatch.pid.Solution;
import io.stillwatch.table.JointDistribution;
import io.stillwatch.table.Seeds;
import io.stillwatch.table.TableShape;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.function.DoubleSupplier;
import java.util.function.ToDoubleFunction;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Option;

/** {@code between}: what the last solve says at the next hop of a sliding window, and saves. */
@Command(
    name = "between",
    description = "What the last window's solution says about the next, against solving it.")
final class Between implements Callable<Integer> {
  private static final double TOLERANCE_NATS = 1e-6;
  private static final double CLOSE_NATS = 0.01;
  private static final int[] HOP_PERCENTS = {1, 5, 10};
  private static final double WARM_UP_MILLIS = 300;

  /** One takes microseconds, and the clock is no finer. */
  private static final int REPEATS = 50;

  private final PrintStream out;

  @Option(
      names = "--sizes",
      arity = "1..*",
      paramLabel = "C,M,N",
      converter = SizeConverter.class,
      description = "Classes, teacher's codes and student's codes.")
  private List<TableShape> sizes = List.of(new TableShape(10, 10, 10), new TableShape(10, 20, 20));

  @Option(names = "--hops", paramLabel = "N", description = "Hops a line.")
  private int hops = 200;

  @Option(names = "--rows", paramLabel = "N", description = "Of the window.")
  private int rows = Models.FEW_ROWS;

  Between(PrintStream out) {
    this.out = out;
  }

  @Override
  public Integer call() {
    out.printf(
        "%n### A window of %s rows, %d hops a line; errors and gaps in nats, times of the CPU%n%n",
        Text.grouped(rows), hops);
    Markdown.head(
        out,
        "size",
        "accuracy",
        "hop %",
        "new states",
        "update's mean error",
        "most",
        "bound's mean gap",
        "most",
        "within " + CLOSE_NATS,
        "at depth 40",
        "solve ms",
        "update µs",
        "bound µs");
    for (TableShape size : sizes) {
      for (double accuracy : Models.ACCURACIES) {
        for (int percent : HOP_PERCENTS) {
          out.println(line(size, accuracy, percent, slide(size, accuracy, percent)));
        }
      }
    }
    return ExitCode.OK;
  }

  private List<Hop> slide(TableShape size, double accuracy, int percent) {
    int step = Math.max(1, rows * percent / 100);
    int[] stream =
        Sampling.of(Models.classifiers(accuracy).exact(size, 0))
            .rows(rows + hops * step, Seeds.random(percent));
    JointDistribution last = window(size, stream, 0);
    Timing.warmUp(List.of(last), TOLERANCE_NATS, WARM_UP_MILLIS);
    Solution solution = BrojaSolver.solve(last, TOLERANCE_NATS);
    List<Hop> slid = new ArrayList<>();
    for (int hop = 1; hop <= hops; hop++) {
      CarriedDual carried = new CarriedDual(last, solution);
      last = window(size, stream, hop * step);
      double start = CpuClock.millis();
      solution = BrojaSolver.solve(last, TOLERANCE_NATS);
      slid.add(Hop.of(carried, last, solution.unionInformationNats(), CpuClock.millis() - start));
    }
    return slid;
  }

  private JointDistribution window(TableShape size, int[] stream, int first) {
    return Sampling.histogram(size, Arrays.copyOfRange(stream, first, first + rows));
  }

  private static String line(TableShape size, double accuracy, int percent, List<Hop> slid) {
    return Markdown.line(
        Text.size(size),
        Text.plain(accuracy),
        Integer.toString(percent),
        String.format(Locale.ROOT, "%.1f", mean(slid, Hop::newStates)),
        nats(mean(slid, Hop::errorNats)),
        nats(most(slid, Hop::errorNats)),
        nats(mean(slid, Hop::gapNats)),
        nats(most(slid, Hop::gapNats)),
        within(slid, Hop::gapNats),
        within(slid, Hop::deepGapNats),
        Text.number(median(slid, Hop::solveMillis)),
        Text.number(1e3 * median(slid, Hop::updateMillis)),
        Text.number(1e3 * median(slid, Hop::boundMillis)));
  }

  private static double mean(List<Hop> slid, ToDoubleFunction<Hop> number) {
    return slid.stream().mapToDouble(number).average().orElseThrow();
  }

  private static double most(List<Hop> slid, ToDoubleFunction<Hop> number) {
    return slid.stream().mapToDouble(number).max().orElseThrow();
  }

  private static double median(List<Hop> slid, ToDoubleFunction<Hop> number) {
    return number.applyAsDouble(Timing.median(slid, number));
  }

  private static String within(List<Hop> slid, ToDoubleFunction<Hop> gapNats) {
    double share = mean(slid, hop -> gapNats.applyAsDouble(hop) <= CLOSE_NATS ? 1 : 0);
    return String.format(Locale.ROOT, "%.0f %%", 100 * share);
  }

  private static String nats(double value) {
    return String.format(Locale.ROOT, "%.5f", value);
  }

  /**
   * One hop.
   *
   * @param newStates states (y,t) and (y,s) that the last window lacked
   * @param errorNats of the first-order update, without its sign
   * @param gapNats from the old duals' bound up to I*
   * @param deepGapNats the same where new states lie as deep as the presolve puts them
   * @param solveMillis CPU time, as the two others
   */
  private record Hop(
      int newStates,
      double errorNats,
      double gapNats,
      double deepGapNats,
      double solveMillis,
      double updateMillis,
      double boundMillis) {
    static Hop of(CarriedDual carried, JointDistribution table, double nats, double solveMillis) {
      Timed update = Timed.of(() -> carried.updateNats(table));
      Timed bound = Timed.of(() -> carried.lowerNats(table, 0));
      return new Hop(
          carried.newStates(table),
          Math.abs(update.nats - nats),
          nats - bound.nats,
          nats - carried.lowerNats(table, CarriedDual.PRESOLVE_DEPTH),
          solveMillis,
          update.millis,
          bound.millis);
    }
  }

  /** A number, and the time that one of many computations of it took. */
  private record Timed(double nats, double millis) {
    static Timed of(DoubleSupplier number) {
      double start = CpuClock.millis();
      double sum = 0;
      for (int i = 0; i < REPEATS; i++) {
        sum += number.getAsDouble();
      }
      return new Timed(sum / REPEATS, (CpuClock.millis() - start) / REPEATS);
    }
  }
}
