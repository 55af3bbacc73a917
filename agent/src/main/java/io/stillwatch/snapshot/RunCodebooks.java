package io.stillwatch.snapshot;

import io.stillwatch.codebook.ArgMaxCodebook;
import io.stillwatch.codebook.Codebook;
import io.stillwatch.codebook.CodebookFitter;
import io.stillwatch.codebook.CodebookSettings;
import io.stillwatch.codebook.CrossFittedReadout;
import io.stillwatch.codebook.GivenCodes;
import io.stillwatch.codebook.KMeansCodebook;
import io.stillwatch.codebook.RefitPolicy;
import io.stillwatch.join.Triple;
import io.stillwatch.sample.Representation;
import io.stillwatch.sample.Representation.Kind;
import io.stillwatch.sample.Role;
import io.stillwatch.sample.Values;
import io.stillwatch.table.Seeds;
import io.stillwatch.window.Window;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The codebooks of a run, one a representation. Vectors are fitted on the first full window that
 * holds them. A frozen layer keeps that codebook for the run's life; that of a layer in training
 * follows it, at windows that share no row ({@link RefitPolicy}).
 */
final class RunCodebooks {
  private final CodebookSettings settings;
  private final Map<String, Codebook> codebooks = new HashMap<>();

  /** The window at which each codebook was last looked at, by its hop. */
  private final Map<String, Long> looked = new HashMap<>();

  RunCodebooks(CodebookSettings settings) {
    this.settings = settings;
  }

  /** The codebook of a representation that every one of the rows has, for a window of them. */
  Codebook of(Role role, String name, LabelledRows labelled, Window window) {
    List<Triple> rows = labelled.rows();
    String key = role + " " + name;
    boolean vectors = rows.get(0).representation(role, name).orElseThrow().kind() == Kind.VECTORS;
    if (vectors && settings.kind() == CodebookSettings.Kind.READOUT) {
      return readout(role, name, labelled, window, key + " " + labelled.task());
    }
    Codebook known = codebooks.get(key);
    if (known == null) {
      codebooks.put(key, fitted(role, name, rows, key));
    } else if (known instanceof KMeansCodebook clusters && follows(role, name, rows, window, key)) {
      float[] data = LabelledRows.gathered(role, name, rows);
      codebooks.put(key, RefitPolicy.followed(clusters, data, settings, seed(key)));
    }
    looked.put(key, window.hop());
    return codebooks.get(key);
  }

  /** A readout reads one task, and that of a layer in training is fitted at every such window. */
  private Codebook readout(
      Role role, String name, LabelledRows labelled, Window window, String key) {
    if (!codebooks.containsKey(key) || follows(role, name, labelled.rows(), window, key)) {
      codebooks.put(key, CrossFittedReadout.fit(labelled.vectors(role, name)));
    }
    looked.put(key, window.hop());
    return codebooks.get(key);
  }

  /** Once a window, however many pairs and tasks a representation has. */
  private boolean follows(Role role, String name, List<Triple> rows, Window window, String key) {
    boolean frozen = rows.get(0).representation(role, name).orElseThrow().frozen();
    return !frozen && window.disjoint() && looked.get(key) != window.hop();
  }

  private Codebook fitted(Role role, String name, List<Triple> rows, String key) {
    Representation first = rows.get(0).representation(role, name).orElseThrow();
    return switch (first.kind()) {
      case CODES -> new GivenCodes();
      case SCORES -> new ArgMaxCodebook(dimension(first));
      case VECTORS ->
          CodebookFitter.fit(
              LabelledRows.gathered(role, name, rows),
              rows.size(),
              dimension(first),
              settings,
              seed(key));
    };
  }

  /** Without the run's name, so that runs with one teacher and one probe set share its codebook. */
  private static long seed(String key) {
    return Seeds.of("codebook", key);
  }

  private static int dimension(Representation representation) {
    return ((Values.Vectors) representation.values()).dimension();
  }
}
