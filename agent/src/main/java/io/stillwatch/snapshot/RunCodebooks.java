package io.stillwatch.snapshot;

import io.stillwatch.codebook.ArgMaxCodebook;
import io.stillwatch.codebook.Codebook;
import io.stillwatch.codebook.CodebookFitter;
import io.stillwatch.codebook.CodebookSettings;
import io.stillwatch.codebook.CrossFittedReadout;
import io.stillwatch.codebook.FollowedCodebook;
import io.stillwatch.codebook.GivenCodes;
import io.stillwatch.join.Triple;
import io.stillwatch.sample.Representation;
import io.stillwatch.sample.Representation.Kind;
import io.stillwatch.sample.Role;
import io.stillwatch.sample.Values;
import io.stillwatch.table.Seeds;
import io.stillwatch.window.Window;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * The codebooks of a run, one a representation. Vectors are fitted on the first full window that
 * holds them, those of a frozen layer once enough of the labels was seen ({@link LabelMasses}). A
 * frozen layer keeps that codebook for the run's life; that of a layer in training follows it, at
 * windows that share no row ({@link FollowedCodebook}). A window's rows are asked for only where
 * something is fitted or looked at.
 */
final class RunCodebooks {
  private final CodebookSettings settings;
  private final Map<String, Layer> layers = new HashMap<>();
  private final Map<String, Codebook> given = new HashMap<>();
  private final Map<String, Codebook> readouts = new HashMap<>();
  private final Map<String, FollowedCodebook> followed = new HashMap<>();

  /** The window at which each codebook was last looked at, by its hop. */
  private final Map<String, Long> looked = new HashMap<>();

  private final Map<String, Replaced> replaced = new HashMap<>();

  private record Replaced(Codebook codebook, long hop) {}

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
      given(layer, first).ifPresent(codebook -> given.put(key, codebook));
    }
    if (given.containsKey(key)) {
      return given.get(key);
    }
    return settings.kind() == CodebookSettings.Kind.READOUT
        ? readout(layer, key + " " + task, rows, window)
        : clusters(layer, key, rows, window);
  }

  /**
   * Whether a codebook would be fitted now for good: for a frozen layer of vectors that has none.
   *
   * @param row that has the representation
   */
  boolean wouldKeep(Role role, String name, String task, Triple row) {
    Representation first = row.representation(role, name).orElseThrow().representation();
    String key = role + " " + name;
    return first.frozen()
        && first.kind() == Kind.VECTORS
        && settings.centres().reduced(name).isEmpty()
        && !followed.containsKey(key)
        && !readouts.containsKey(key + " " + task);
  }

  /** A codebook that nothing is fitted for. */
  private Optional<Codebook> given(Layer layer, Representation first) {
    return switch (layer.kind) {
      case CODES -> Optional.of(new GivenCodes());
      case SCORES -> Optional.of(new ArgMaxCodebook(((Values.Vectors) first.values()).dimension()));
      case VECTORS -> settings.centres().reduced(layer.name).map(Codebook.class::cast);
    };
  }

  /** Whether the codes of a representation that was coded before are predicted classes. */
  boolean isScores(Role role, String name) {
    return layers.get(role + " " + name).kind == Kind.SCORES;
  }

  /** The codebook of clusters that gave way to another at this window, if one did. */
  Optional<Codebook> replaced(Role role, String name, Window window) {
    return Optional.ofNullable(replaced.get(role + " " + name))
        .filter(old -> old.hop() == window.hop())
        .map(Replaced::codebook);
  }

  /** How vectors lie in their codebook, at windows that share no row. */
  Optional<CodebookHealth> health(
      Codebook codebook, Role role, String name, Supplier<LabelledRows> rows, Window window) {
    return window.disjoint() && layers.get(role + " " + name).kind == Kind.VECTORS
        ? Optional.of(HealthCheck.of(codebook, rows.get().vectors(role, name)))
        : Optional.empty();
  }

  private Codebook clusters(Layer layer, String key, Supplier<LabelledRows> rows, Window window) {
    FollowedCodebook known = followed.get(key);
    if (known == null || follows(layer, key, window)) {
      LabelledRows labelled = rows.get();
      float[] data = LabelledRows.gathered(layer.role, layer.name, labelled.rows());
      boolean isPass = window.pass().isPresent();
      FollowedCodebook next =
          known == null
              ? fitted(data, labelled.rows().size(), key)
              : known.followed(data, isPass, settings, seed(key));
      if (known != null && !next.codebook().fingerprint().equals(known.codebook().fingerprint())) {
        replaced.put(key, new Replaced(known.codebook(), window.hop()));
      }
      followed.put(key, next);
    }
    looked.put(key, window.hop());
    return followed.get(key).codebook();
  }

  /** A readout reads one task, and that of a layer in training is fitted at every such window. */
  private Codebook readout(Layer layer, String key, Supplier<LabelledRows> rows, Window window) {
    if (!readouts.containsKey(key) || follows(layer, key, window)) {
      readouts.put(key, CrossFittedReadout.fit(rows.get().vectors(layer.role, layer.name)));
    }
    looked.put(key, window.hop());
    return readouts.get(key);
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

  /** Without the run's name, so that runs with one teacher and one probe set share its codebook. */
  private static long seed(String key) {
    return Seeds.of("codebook", key);
  }
}
