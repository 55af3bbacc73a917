package io.stillwatch.cli;

import io.stillwatch.interval.Estimates;
import io.stillwatch.interval.Estimator;
import io.stillwatch.pid.BrojaSolver;
import io.stillwatch.pid.ClosedFormMeasure;
import io.stillwatch.pid.Decomposition;
import io.stillwatch.pid.Solution;
import io.stillwatch.snapshot.PathSettings;
import io.stillwatch.table.BlockedTable;
import io.stillwatch.table.Seeds;
import io.stillwatch.wire.DecompositionWriter;
import io.stillwatch.wire.Line;
import io.stillwatch.wire.TableLine;
import io.stillwatch.wire.TableLineReader;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;

/** What {@code pid} answers to the lines of one input. Safe for any number of threads. */
final class PidAnswers {
  private static final double NANOS_PER_MICRO = 1e3;
  private static final String NO_MEMORY =
      "the table took more memory than there is; must fit the heap, which STILLWATCH_HEAP sets";
  private static final String NO_ROWS =
      "the table held probabilities, which have no rows; must hold counts for --interval";

  private final TableLineReader reader;
  private final double toleranceNats;
  private final boolean interval;
  private final Optional<ClosedFormMeasure> closedForm;
  private final ThreadMXBean threads = ManagementFactory.getThreadMXBean();
  private final AtomicLong lines = new AtomicLong();
  private final AtomicLong refused = new AtomicLong();

  /**
   * Nothing answered yet.
   *
   * @param reader of the lines
   * @param toleranceNats what the solver aims at
   * @param interval whether to add bounds to the solver's values
   * @param closedForm the measure to take instead of the solver's
   */
  PidAnswers(
      TableLineReader reader,
      double toleranceNats,
      boolean interval,
      Optional<ClosedFormMeasure> closedForm) {
    this.reader = reader;
    this.toleranceNats = toleranceNats;
    this.interval = interval;
    this.closedForm = closedForm;
  }

  /** The answer to one line: its decomposition, or what was wrong with it. */
  byte[] to(Line line) {
    lines.incrementAndGet();
    Optional<String> name = Optional.empty();
    try {
      TableLine read = reader.read(line);
      if (read instanceof TableLine.Bad bad) {
        return refusal(bad);
      }
      TableLine.Table table = (TableLine.Table) read;
      name = Optional.of(table.name());
      if (interval && !(table instanceof TableLine.Counts)) {
        return refusal(new TableLine.Bad(line.number(), name, NO_ROWS));
      }
      return decomposed(table);
    } catch (OutOfMemoryError e) {
      // What took it is garbage by now: this line is lost, and no other.
      return refusal(new TableLine.Bad(line.number(), name, NO_MEMORY));
    }
  }

  /** How many lines had no table that could be decomposed. */
  long refused() {
    return refused.get();
  }

  /** What there is to say at the end, if anything. */
  Optional<String> summary() {
    return refused.get() == 0
        ? Optional.empty()
        : Optional.of("%d of %d lines were refused".formatted(refused.get(), lines.get()));
  }

  private byte[] refusal(TableLine.Bad bad) {
    refused.incrementAndGet();
    return DecompositionWriter.line(bad);
  }

  private byte[] decomposed(TableLine.Table table) {
    long start = threads.getCurrentThreadCpuTime();
    if (closedForm.isPresent()) {
      ClosedFormMeasure measure = closedForm.get();
      Decomposition decomposition = measure.decompose(table.distribution());
      return DecompositionWriter.line(table.name(), measure, decomposition, microsSince(start));
    }
    Solution solution = BrojaSolver.solve(table.distribution(), toleranceNats);
    double micros = microsSince(start);
    return DecompositionWriter.line(table.name(), solution, micros, bounds(table));
  }

  /** CPU time of this thread, whatever else the machine does. */
  private double microsSince(long startNanos) {
    return (threads.getCurrentThreadCpuTime() - startNanos) / NANOS_PER_MICRO;
  }

  private Optional<Estimates> bounds(TableLine.Table table) {
    if (!interval || !(table instanceof TableLine.Counts rows)) {
      return Optional.empty();
    }
    long seed = Seeds.of("pid", rows.name());
    BlockedTable blocks = BlockedTable.dealt(rows.counts(), PathSettings.BLOCKS, seed);
    return Optional.of(Estimator.estimate(blocks, (double) rows.counts().total()));
  }
}
