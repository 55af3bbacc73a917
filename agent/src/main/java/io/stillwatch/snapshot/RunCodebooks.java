package io.stillwatch.snapshot;

import io.stillwatch.codebook.ArgMaxCodebook;
import io.stillwatch.codebook.Codebook;
import io.stillwatch.codebook.CodebookFitter;
import io.stillwatch.codebook.CodebookSettings;
import io.stillwatch.codebook.GivenCodes;
import io.stillwatch.join.Triple;
import io.stillwatch.sample.Representation;
import io.stillwatch.sample.Role;
import io.stillwatch.sample.Values;
import io.stillwatch.table.Seeds;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The codebooks of a run, one a representation: fitted once, on the first full window that holds
 * it, and kept for the run's life.
 */
final class RunCodebooks {
  private final String run;
  private final CodebookSettings settings;
  private final Map<String, Codebook> codebooks = new HashMap<>();

  RunCodebooks(String run, CodebookSettings settings) {
    this.run = run;
    this.settings = settings;
  }

  /** The codebook of a representation that every one of the rows has. */
  Codebook of(Role role, String name, List<Triple> rows) {
    return codebooks.computeIfAbsent(role + " " + name, key -> fitted(role, name, rows, key));
  }

  private Codebook fitted(Role role, String name, List<Triple> rows, String key) {
    Representation first = rows.get(0).representation(role, name).orElseThrow();
    return switch (first.kind()) {
      case CODES -> new GivenCodes();
      case SCORES -> new ArgMaxCodebook(dimension(first));
      case VECTORS ->
          CodebookFitter.fit(
              gathered(role, name, rows),
              rows.size(),
              dimension(first),
              settings,
              Seeds.of(run, key));
    };
  }

  private static int dimension(Representation representation) {
    return ((Values.Vectors) representation.values()).dimension();
  }

  private static float[] gathered(Role role, String name, List<Triple> rows) {
    int dimension = dimension(rows.get(0).representation(role, name).orElseThrow());
    float[] data = new float[Math.multiplyExact(rows.size(), dimension)];
    for (int i = 0; i < rows.size(); i++) {
      Triple triple = rows.get(i);
      var values = (Values.Vectors) triple.representation(role, name).orElseThrow().values();
      System.arraycopy(values.data(), triple.row() * dimension, data, i * dimension, dimension);
    }
    return data;
  }
}
