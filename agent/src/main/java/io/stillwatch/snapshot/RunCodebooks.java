package io.stillwatch.snapshot;

import io.stillwatch.codebook.ArgMaxCodebook;
import io.stillwatch.codebook.CentresCodebook;
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
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The codebooks of a run, one a representation. Vectors are fitted on the first full window that
 * holds them. A frozen layer keeps that codebook for the run's life; that of a layer in training
 * follows it, at windows that share no row ({@link FollowedCodebook}).
 */
final class RunCodebooks {
  private final CodebookSettings settings;
  private final Map<String, Codebook> codebooks = new HashMap<>();
  private final Map<String, FollowedCodebook> followed = new HashMap<>();

  /** The window at which each codebook was last looked at, by its hop. */
  private final Map<String, Long> looked = new HashMap<>();

  private final Map<String, Replaced> replaced = new HashMap<>();

  private record Replaced(Codebook codebook, long hop) {}

  RunCodebooks(CodebookSettings settings) {
    this.settings = settings;
  }

  /** The codebook of a representation that every one of the rows has, for a window of them. */
  Codebook of(Role role, String name, LabelledRows labelled, Window window) {
    List<Triple> rows = labelled.rows();
    String key = role + " " + name;
    boolean vectors = rows.get(0).representation(role, name).orElseThrow().kind() == Kind.VECTORS;
    Optional<CentresCodebook> supplied =
        vectors ? settings.centres().reduced(name) : Optional.empty();
    if (supplied.isPresent()) {
      return codebooks.computeIfAbsent(key, unknown -> supplied.get());
    }
    if (vectors && settings.kind() == CodebookSettings.Kind.READOUT) {
      return readout(role, name, labelled, window, key + " " + labelled.task());
    }
    if (vectors) {
      return clusters(role, name, rows, window, key);
    }
    return codebooks.computeIfAbsent(key, unknown -> unfitted(role, name, rows));
  }

  /** The codebook of clusters that gave way to another at this window, if one did. */
  Optional<Codebook> replaced(Role role, String name, Window window) {
    return Optional.ofNullable(replaced.get(role + " " + name))
        .filter(old -> old.hop() == window.hop())
        .map(Replaced::codebook);
  }

  /** How vectors lie in their codebook, at windows that share no row. */
  Optional<CodebookHealth> health(
      Codebook codebook, Role role, String name, LabelledRows labelled, Window window) {
    boolean vectors =
        labelled.rows().get(0).representation(role, name).orElseThrow().kind() == Kind.VECTORS;
    return vectors && window.disjoint()
        ? Optional.of(HealthCheck.of(codebook, labelled.vectors(role, name)))
        : Optional.empty();
  }

  private Codebook clusters(Role role, String name, List<Triple> rows, Window window, String key) {
    FollowedCodebook known = followed.get(key);
    if (known == null || follows(role, name, rows, window, key)) {
      float[] data = LabelledRows.gathered(role, name, rows);
      boolean isPass = window.pass().isPresent();
      FollowedCodebook next =
          known == null
              ? fitted(data, rows.size(), key)
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

  private FollowedCodebook fitted(float[] data, int rows, String key) {
    int dimension = data.length / rows;
    return FollowedCodebook.of(
        CodebookFitter.fit(data, rows, dimension, settings, seed(key)), data);
  }

  private static Codebook unfitted(Role role, String name, List<Triple> rows) {
    Representation first = rows.get(0).representation(role, name).orElseThrow();
    return first.kind() == Kind.CODES
        ? new GivenCodes()
        : new ArgMaxCodebook(((Values.Vectors) first.values()).dimension());
  }

  /** Without the run's name, so that runs with one teacher and one probe set share its codebook. */
  private static long seed(String key) {
    return Seeds.of("codebook", key);
  }
}
