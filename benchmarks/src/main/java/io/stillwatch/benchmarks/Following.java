package io.stillwatch.benchmarks;

import io.stillwatch.codebook.CodebookFitter;
import io.stillwatch.codebook.CodebookSettings;
import io.stillwatch.codebook.FollowedCodebook;
import io.stillwatch.codebook.KMeansCodebook;
import io.stillwatch.codebook.RefitRule;
import io.stillwatch.table.Seeds;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** A way of following a model: from the rows of its windows to a codebook for each. */
@FunctionalInterface
interface Following {
  /** The agent's seed for a student's layer. */
  long SEED = Seeds.of("codebook", "STUDENT student/hidden");

  /**
   * Follows a model.
   *
   * @param windows the rows of each
   * @param dimension numbers a row
   * @param arePasses whether they hold the same samples
   */
  List<KMeansCodebook> codebooks(List<float[]> windows, int dimension, boolean arePasses);

  /** A fit of its own for every window, as the paper's code does it but for the seed. */
  static Following fromScratch() {
    return (windows, dimension, arePasses) ->
        windows.stream().map(rows -> fitted(rows, dimension, SEED)).toList();
  }

  static Following fromScratchReseeded() {
    return (windows, dimension, arePasses) ->
        IntStream.range(0, windows.size())
            .mapToObj(i -> fitted(windows.get(i), dimension, Seeds.with(SEED, i)))
            .toList();
  }

  static Following neverAgain() {
    return (windows, dimension, arePasses) -> {
      KMeansCodebook first = fitted(windows.get(0), dimension, SEED);
      return windows.stream().map(rows -> first).toList();
    };
  }

  static Following by(RefitRule rule) {
    return (windows, dimension, arePasses) -> followed(windows, dimension, arePasses, rule);
  }

  /** Where even the rows of a pass are taken for others, and what may be luck is no evidence. */
  static Following beyondLuck(RefitRule rule) {
    return (windows, dimension, arePasses) -> followed(windows, dimension, false, rule);
  }

  private static List<KMeansCodebook> followed(
      List<float[]> windows, int dimension, boolean arePasses, RefitRule rule) {
    CodebookSettings settings = new CodebookSettings();
    float[] first = windows.get(0);
    FollowedCodebook known = FollowedCodebook.of(fitted(first, dimension, SEED), first);
    List<KMeansCodebook> codebooks = new ArrayList<>(List.of(known.codebook()));
    for (float[] rows : windows.subList(1, windows.size())) {
      known = known.followed(rows, arePasses, settings, SEED, rule);
      codebooks.add(known.codebook());
    }
    return codebooks;
  }

  private static KMeansCodebook fitted(float[] rows, int dimension, long seed) {
    return CodebookFitter.fit(
        rows, rows.length / dimension, dimension, new CodebookSettings(), seed);
  }
}
