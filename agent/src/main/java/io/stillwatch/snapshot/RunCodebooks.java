package io.stillwatch.snapshot;

import io.stillwatch.codebook.ArgMaxCodebook;
import io.stillwatch.codebook.Codebook;
import io.stillwatch.codebook.CodebookFitter;
import io.stillwatch.codebook.CodebookSettings;
import io.stillwatch.codebook.CrossFittedReadout;
import io.stillwatch.codebook.FollowedCodebook;
import io.stillwatch.codebook.GivenCodes;
import io.stillwatch.codebook.KMeansCodebook;
import io.stillwatch.codebook.StoredCodebook;
import io.stillwatch.join.Triple;
import io.stillwatch.sample.Representation;
import io.stillwatch.sample.Representation.Kind;
import io.stillwatch.sample.Role;
import io.stillwatch.sample.Values;
import io.stillwatch.table.Seeds;
import io.stillwatch.window.Window;
import java.nio.LongBuffer;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Stream;

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

  private AtWindow latest = new AtWindow(null);

  /** What is known of one window alone, however many pairs, tasks and slices look at it. */
  private record AtWindow(
      Window window,
      Set<String> looked,
      Map<String, Codebook> replaced,
      Map<Looked, CodebookHealth> health) {
    AtWindow(Window window) {
      this(window, new HashSet<>(), new HashMap<>(), new HashMap<>());
    }
  }

  /** The rows of a layer that were looked at. */
  private record Looked(Role role, String name, String task, LongBuffer ordinals) {}

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
        && settings.centres().dimension(name).isEmpty()
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
    return Optional.ofNullable(at(window).replaced.get(role + " " + name));
  }

  /** By the object itself: numbers of windows and of rows begin anew with every attempt. */
  @SuppressWarnings("ReferenceEquality")
  private AtWindow at(Window window) {
    if (latest.window != window) {
      latest = new AtWindow(window);
    }
    return latest;
  }

  /** How vectors lie in their codebook, at windows that share no row; once for the same rows. */
  Optional<CodebookHealth> health(
      Codebook codebook, Role role, String name, Supplier<LabelledRows> rows, Window window) {
    if (!window.disjoint() || layers.get(role + " " + name).kind != Kind.VECTORS) {
      return Optional.empty();
    }
    LabelledRows labelled = rows.get();
    Looked looked = new Looked(role, name, labelled.task(), LongBuffer.wrap(labelled.ordinals()));
    return Optional.of(
        at(window)
            .health
            .computeIfAbsent(
                looked, key -> HealthCheck.of(codebook, labelled.vectors(role, name))));
  }

  private Codebook clusters(Layer layer, String key, Supplier<LabelledRows> rows, Window window) {
    FollowedCodebook known = followed.get(key);
    if (known == null || follows(layer, key, window)) {
      List<Triple> all = rows.get().rows();
      FollowedCodebook next =
          known == null ? fitted(layer, all, key) : followed(layer, known, all, window);
      if (known != null && !next.codebook().fingerprint().equals(known.codebook().fingerprint())) {
        at(window).replaced.put(key, known.codebook());
      }
      followed.put(key, next);
    }
    at(window).looked.add(key);
    return followed.get(key).codebook();
  }

  /** A readout reads one task, and that of a layer in training is fitted at every such window. */
  private Codebook readout(Layer layer, String key, Supplier<LabelledRows> rows, Window window) {
    if (!readouts.containsKey(key) || follows(layer, key, window)) {
      readouts.put(key, CrossFittedReadout.fit(rows.get().vectors(layer.role, layer.name)));
    }
    at(window).looked.add(key);
    return readouts.get(key);
  }

  /** Once a window, however many pairs and tasks a representation has. */
  private boolean follows(Layer layer, String key, Window window) {
    return !layer.frozen && window.disjoint() && !at(window).looked.contains(key);
  }

  private FollowedCodebook fitted(Layer layer, List<Triple> rows, String key) {
    float[] data = LabelledRows.gathered(layer.role, layer.name, rows);
    int dimension = data.length / rows.size();
    return FollowedCodebook.of(
        CodebookFitter.fit(data, rows.size(), dimension, settings, seed(key)), data);
  }

  /**
   * Where a few rows of a window are no evidence the others are not looked at. Those of a pass all
   * are: against the pass before nothing is luck, and a choice of rows would be.
   */
  private FollowedCodebook followed(
      Layer layer, FollowedCodebook known, List<Triple> rows, Window window) {
    boolean isPass = window.pass().isPresent();
    List<Triple> few = isPass ? rows : LabelledRows.few(rows);
    float[] looked = LabelledRows.gathered(layer.role, layer.name, few);
    if (few.size() < rows.size() && known.newEvidence(looked, isPass).isEmpty()) {
      return known;
    }
    float[] data =
        few.size() < rows.size() ? LabelledRows.gathered(layer.role, layer.name, rows) : looked;
    return known.followed(data, isPass, settings, seed(layer.role + " " + layer.name));
  }

  /** Without the run's name, so that runs with one teacher and one probe set share its codebook. */
  private static long seed(String key) {
    return Seeds.of("codebook", key);
  }

  List<PathState.Layer> layers() {
    return layers.entrySet().stream()
        .map(
            entry -> {
              Layer layer = entry.getValue();
              int scores =
                  layer.kind == Kind.SCORES ? given.get(entry.getKey()).codes().orElseThrow() : 0;
              return new PathState.Layer(layer.role, layer.name, layer.kind, layer.frozen, scores);
            })
        .toList();
  }

  List<PathState.Followed> followed() {
    return followed.entrySet().stream()
        .map(
            entry ->
                new PathState.Followed(
                    entry.getKey(),
                    entry.getValue().codebook().fingerprint(),
                    entry.getValue().reference()))
        .toList();
  }

  Map<String, String> readouts() {
    Map<String, String> fingerprints = new HashMap<>();
    readouts.forEach((key, readout) -> fingerprints.put(key, readout.fingerprint()));
    return fingerprints;
  }

  /** Everything that was fitted and is in use, by fingerprint. */
  Map<String, StoredCodebook> stored() {
    Map<String, StoredCodebook> stored = new HashMap<>();
    Stream.concat(
            readouts.values().stream(), followed.values().stream().map(FollowedCodebook::codebook))
        .forEach(
            codebook ->
                StoredCodebook.of(codebook)
                    .ifPresent(numbers -> stored.put(codebook.fingerprint(), numbers)));
    return stored;
  }

  /** Goes on with the codebooks of another one. */
  void resume(PathState.Words words, Map<String, Codebook> stored) {
    for (PathState.Layer state : words.layers()) {
      String key = state.role() + " " + state.name();
      layers.put(key, new Layer(state.role(), state.name(), state.kind(), state.frozen()));
      switch (state.kind()) {
        case CODES -> given.put(key, new GivenCodes());
        case SCORES -> given.put(key, new ArgMaxCodebook(state.scores()));
        case VECTORS ->
            settings.centres().reduced(state.name()).ifPresent(known -> given.put(key, known));
      }
    }
    for (PathState.Followed state : words.followed()) {
      KMeansCodebook codebook = (KMeansCodebook) known(stored, state.fingerprint());
      followed.put(
          state.key(),
          new FollowedCodebook(codebook, state.reference(), state.reference(), Optional.empty()));
    }
    words.readouts().forEach((key, print) -> readouts.put(key, known(stored, print)));
  }

  private static Codebook known(Map<String, Codebook> stored, String fingerprint) {
    Codebook codebook = stored.get(fingerprint);
    if (codebook == null) {
      throw new IllegalStateException("codebook " + fingerprint + " was not stored; must be there");
    }
    return codebook;
  }
}
