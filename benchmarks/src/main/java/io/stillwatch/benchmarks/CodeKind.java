package io.stillwatch.benchmarks;

import io.stillwatch.codebook.Codebook;
import io.stillwatch.codebook.CodebookFitter;
import io.stillwatch.codebook.CodebookSettings;
import io.stillwatch.codebook.CrossFittedReadout;
import io.stillwatch.codebook.Half;
import io.stillwatch.codebook.LabelledVectors;
import io.stillwatch.table.Seeds;
import java.util.Arrays;
import java.util.stream.IntStream;

/** What codes of vectors are: clusters, or the class that a readout says. */
@FunctionalInterface
interface CodeKind {
  /** Seeds that each is tried with. */
  int SEEDS = 8;

  /**
   * Fits a codebook to rows.
   *
   * @param seed of k-means; a readout draws nothing, its luck is in the halves
   */
  Codebook fit(LabelledVectors rows, long seed);

  static CodeKind clusters(int count) {
    CodebookSettings settings = new CodebookSettings(10, count, 10, 100);
    return (rows, seed) ->
        CodebookFitter.fit(rows.data(), rows.rows(), rows.dimension(), settings, seed);
  }

  static CodeKind readout() {
    return (rows, seed) -> CrossFittedReadout.fit(rows);
  }

  /** The codes of rows whose halves are drawn by the seed. */
  default int[] codes(float[] data, int[] labels, long seed) {
    Half[] halves =
        IntStream.range(0, labels.length)
            .mapToObj(row -> Half.of(Seeds.with(seed, row)))
            .toArray(Half[]::new);
    int classes = 1 + Arrays.stream(labels).max().orElseThrow();
    LabelledVectors rows =
        new LabelledVectors(data, data.length / labels.length, labels, halves, classes);
    return Coded.codes(fit(rows, seed), rows);
  }
}
