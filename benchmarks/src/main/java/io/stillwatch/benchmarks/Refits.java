package io.stillwatch.benchmarks;

import io.stillwatch.codebook.CodebookFitter;
import io.stillwatch.codebook.CodebookSettings;
import io.stillwatch.codebook.CrossFittedReadout;
import io.stillwatch.codebook.Fitness;
import io.stillwatch.codebook.FollowedCodebook;
import io.stillwatch.codebook.Half;
import io.stillwatch.codebook.LabelledVectors;
import io.stillwatch.table.Seeds;
import java.io.PrintStream;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** What codebooks cost, by rows of the window: the first fit, a look, a refit, a readout. */
@Command(
    name = "refits",
    description = "Time of a codebook's first fit, a look, a refit on evidence and a readout.")
final class Refits implements Callable<Integer> {
  private static final int CLASSES = 10;

  private final PrintStream out;

  @Option(
      names = "--dimension",
      defaultValue = "64",
      description = "Numbers a row (${DEFAULT-VALUE}).")
  private int dimension;

  @Option(
      names = "--rows",
      split = ",",
      defaultValue = "1000,3000,10000,30000,100000",
      description = "Rows of the window (${DEFAULT-VALUE}).")
  private List<Integer> sizes;

  Refits(PrintStream out) {
    this.out = out;
  }

  @Override
  public Integer call() {
    out.println("| rows | first fit, ms | look, ms | look and refit, ms | readout, ms |");
    out.println("|---|---|---|---|---|");
    line(1_000);
    for (int rows : sizes) {
      out.println(line(rows));
    }
    return 0;
  }

  private String line(int rows) {
    CodebookSettings settings = new CodebookSettings();
    float[] data = states(rows, 0);
    float[] turned = states(rows, CLASSES);
    int[] labels = new int[rows];
    Half[] halves = new Half[rows];
    Arrays.setAll(labels, row -> row % CLASSES);
    Arrays.setAll(halves, row -> Half.of(Seeds.hash(row)));
    long start = System.nanoTime();
    var first = CodebookFitter.fit(data, rows, dimension, settings, 1);
    double fitted = millis(start);
    FollowedCodebook known = FollowedCodebook.of(first, data);
    start = System.nanoTime();
    Fitness.of(first, data);
    double looked = millis(start);
    start = System.nanoTime();
    boolean tried = known.followed(turned, true, settings, 1).evidence().isPresent();
    double followed = millis(start);
    start = System.nanoTime();
    CrossFittedReadout.fit(new LabelledVectors(data, dimension, labels, halves, CLASSES));
    double read = millis(start);
    if (!tried) {
      throw new IllegalStateException("the model turned and nobody saw it");
    }
    return String.join(
        " | ",
        "| " + Text.grouped(rows),
        Text.number(fitted),
        Text.number(looked),
        Text.number(followed),
        Text.number(read) + " |");
  }

  /** Ten states along axes from the first one on, in noise. */
  private float[] states(int rows, int firstAxis) {
    Random random = Seeds.random(rows + firstAxis);
    float[] data = new float[rows * dimension];
    for (int i = 0; i < data.length; i++) {
      boolean own = i % dimension == (i / dimension % CLASSES + firstAxis) % dimension;
      data[i] = (float) ((own ? 10 : 0) + random.nextGaussian());
    }
    return data;
  }

  private static double millis(long startNanos) {
    return (System.nanoTime() - startNanos) / 1e6;
  }
}
