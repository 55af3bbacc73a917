package io.stillwatch.snapshot;

import io.stillwatch.codebook.ArgMaxCodebook;
import io.stillwatch.codebook.Codebook;
import io.stillwatch.codebook.CodebookFitter;
import io.stillwatch.codebook.CodebookSettings;
import io.stillwatch.codebook.GivenCodes;
import io.stillwatch.codebook.KMeansCodebook;
import io.stillwatch.codebook.RefitPolicy;
import io.stillwatch.join.Triple;
import io.stillwatch.sample.Representation;
import io.stillwatch.sample.Role;
import io.stillwatch.sample.Values;
import io.stillwatch.table.Seeds;
import io.stillwatch.window.Window;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;

/**
 * The codebooks of a run, one a representation. Vectors are fitted on the first full window that
 * holds them. A frozen layer keeps that codebook for the run's life; that of a layer in training
 * follows it, at windows that share no row ({@link RefitPolicy}).
 */
final class RunCodebooks {
  private final CodebookSettings settings;
  private final Map<String, Codebook> codebooks = new HashMap<>();

  private final Set<String> frozen = new HashSet<>();

  /** The window at which each codebook was last looked at, by its hop. */
  private final Map<String, Long> looked = new HashMap<>();

  RunCodebooks(CodebookSettings settings) {
    this.settings = settings;
  }

  /** The codebook of a representation that every one of the rows has, for a window of them. */
  Codebook of(Role role, String name, Supplier<List<Triple>> rows, Window window) {
    String key = role + " " + name;
    Codebook known = codebooks.get(key);
    if (known == null) {
      codebooks.put(key, fitted(role, name, rows.get(), key));
    } else if (known instanceof KMeansCodebook vectors && follows(window, key)) {
      float[] data = gathered(role, name, rows.get());
      codebooks.put(key, RefitPolicy.followed(vectors, data, settings, seed(key)));
    }
    looked.put(key, window.hop());
    return codebooks.get(key);
  }

  /** Once a window, however many pairs and tasks a representation has. */
  private boolean follows(Window window, String key) {
    return !frozen.contains(key) && window.disjoint() && looked.get(key) != window.hop();
  }

  private Codebook fitted(Role role, String name, List<Triple> rows, String key) {
    Representation first = rows.get(0).representation(role, name).orElseThrow().representation();
    if (first.frozen()) {
      frozen.add(key);
    }
    return switch (first.kind()) {
      case CODES -> new GivenCodes();
      case SCORES -> new ArgMaxCodebook(dimension(first));
      case VECTORS ->
          CodebookFitter.fit(
              gathered(role, name, rows), rows.size(), dimension(first), settings, seed(key));
    };
  }

  /** Without the run's name, so that runs with one teacher and one probe set share its codebook. */
  private static long seed(String key) {
    return Seeds.of("codebook", key);
  }

  private static int dimension(Representation representation) {
    return ((Values.Vectors) representation.values()).dimension();
  }

  private static float[] gathered(Role role, String name, List<Triple> rows) {
    int dimension =
        dimension(rows.get(0).representation(role, name).orElseThrow().representation());
    float[] data = new float[Math.multiplyExact(rows.size(), dimension)];
    for (int i = 0; i < rows.size(); i++) {
      Triple triple = rows.get(i);
      Triple.Reading reading = triple.representation(role, name).orElseThrow();
      var values = (Values.Vectors) reading.representation().values();
      System.arraycopy(values.data(), reading.row() * dimension, data, i * dimension, dimension);
    }
    return data;
  }
}
