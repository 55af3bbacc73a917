package io.stillwatch.snapshot;

import io.stillwatch.codebook.Codebook;
import io.stillwatch.join.Triple;
import java.util.List;
import java.util.Map;

/** What counting remembers of a run from window to window. */
interface Memory {
  Vocabulary vocabulary();

  /** Codebooks of the last pass, by fingerprint, which need not be in use any more. */
  default Map<String, Codebook> passed() {
    return Map.of();
  }

  /** Of a run whose rows are joined one; else none. */
  default List<PathState.Joined> joined() {
    return List.of();
  }

  /** Of a teacher that is sampled apart one, where it has a window; else none. */
  default List<PathState.Latest> apart() {
    return List.of();
  }

  /**
   * Goes on where another one stood.
   *
   * @param rows of each lane, by ordinal
   * @param stored codebooks by fingerprint
   */
  void resume(PathState state, List<Map<Long, Triple>> rows, Map<String, Codebook> stored);
}
