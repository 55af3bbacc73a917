package io.stillwatch.snapshot;

import io.stillwatch.codebook.ArgMaxCodebook;
import io.stillwatch.codebook.Codebook;
import io.stillwatch.codebook.CodebookFitter;
import io.stillwatch.codebook.CodebookSettings;
import io.stillwatch.codebook.CrossFittedReadout;
import io.stillwatch.codebook.FollowedCodebook;
import io.stillwatch.codebook.GivenCodes;
import io.stillwatch.sample.Representation;
import io.stillwatch.sample.Representation.Kind;
import io.stillwatch.sample.Role;
import io.stillwatch.sample.Values;
import io.stillwatch.table.Seeds;
import io.stillwatch.window.Window;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Supplier;

/**
 * The codebooks of a run, one a representation. Vectors are fitted on the first full window that
 * holds them. A frozen layer keeps that codebook for the run's life; that of a layer in training
 * follows it, at windows that share no row ({@link FollowedCodebook}). A window's rows are asked
 * for only where something is fitted or looked at.
 */
final class RunCodebooks {
  private final CodebookSettings settings;
  private final Map<String, Layer> layers = new HashMap<>();
  private final Map<String, Codebook> codebooks = new HashMap<>();
  private final Map<String, FollowedCodebook> followed = new HashMap<>();

  /** The window at which each codebook was last looked at, by its hop. */
  private final Map<String, Long> looked = new HashMap<>();

  /** What does not change of a representation. */
  private record Layer(Role role, String name, Kind kind, boolean frozen) {}

  RunCodebooks(CodebookSettings settings) {
    this.settings = settings;
  }

  /**
   * The codebook of a representation for a window of rows.
   *
   * @param task whose labels a readout reads
   * @param rows of the window, at least one; every one of them has the representation
   */
  Codebook of(Role role, String name, String task, Supplier<LabelledRows> rows, Window window) {
    String key = role + " " + name;
    Layer layer = layers.get(key);
    if (layer == null) {
      Representation first = rows.get().first(role, name);
      layer = new Layer(role, name, first.kind(), first.frozen());
      layers.put(key, layer);
      if (layer.kind != Kind.VECTORS) {
        codebooks.put(key, unfitted(first));
      }
    }
    if (layer.kind != Kind.VECTORS) {
      return codebooks.get(key);
    }
    return settings.kind() == CodebookSettings.Kind.READOUT
        ? readout(layer, key + " " + task, rows, window)
        : clusters(layer, key, rows, window);
  }

  private Codebook clusters(Layer layer, String key, Supplier<LabelledRows> rows, Window window) {
    FollowedCodebook known = followed.get(key);
    if (known == null || follows(layer, key, window)) {
      LabelledRows labelled = rows.get();
      float[] data = LabelledRows.gathered(layer.role, layer.name, labelled.rows());
      boolean isPass = window.pass().isPresent();
      followed.put(
          key,
          known == null
              ? fitted(data, labelled.rows().size(), key)
              : known.followed(data, isPass, settings, seed(key)));
    }
    looked.put(key, window.hop());
    return followed.get(key).codebook();
  }

  /** A readout reads one task, and that of a layer in training is fitted at every such window. */
  private Codebook readout(Layer layer, String key, Supplier<LabelledRows> rows, Window window) {
    if (!codebooks.containsKey(key) || follows(layer, key, window)) {
      codebooks.put(key, CrossFittedReadout.fit(rows.get().vectors(layer.role, layer.name)));
    }
    looked.put(key, window.hop());
    return codebooks.get(key);
  }

  /** Once a window, however many pairs and tasks a representation has. */
  private boolean follows(Layer layer, String key, Window window) {
    return !layer.frozen && window.disjoint() && looked.get(key) != window.hop();
  }

  private FollowedCodebook fitted(float[] data, int rows, String key) {
    int dimension = data.length / rows;
    return FollowedCodebook.of(
        CodebookFitter.fit(data, rows, dimension, settings, seed(key)), data);
  }

  private static Codebook unfitted(Representation first) {
    return first.kind() == Kind.CODES
        ? new GivenCodes()
        : new ArgMaxCodebook(((Values.Vectors) first.values()).dimension());
  }

  /** Without the run's name, so that runs with one teacher and one probe set share its codebook. */
  private static long seed(String key) {
    return Seeds.of("codebook", key);
  }
}
