package io.stillwatch.snapshot;

import io.stillwatch.codebook.Codebook;
import io.stillwatch.codebook.StoredCodebook;
import java.util.Map;

/**
 * What a run's rows are called: views, classes, codebooks and first mixes, everything that is
 * numbered in the order in which the run shows it. Not thread-safe.
 */
final class Vocabulary {
  private final RunCodebooks codebooks;
  private final Coders coders;
  private final Views views;
  private final FirstMixes mixes = new FirstMixes();

  Vocabulary(PathSettings settings) {
    this.codebooks = new RunCodebooks(settings.codebook());
    this.coders = new Coders(codebooks, settings.labels());
    this.views = new Views(settings.pairs());
  }

  Coders coders() {
    return coders;
  }

  Views views() {
    return views;
  }

  FirstMixes mixes() {
    return mixes;
  }

  PathState.Words state() {
    return new PathState.Words(
        views.pairs(),
        views.tasks(),
        views.slices(),
        coders.labels(),
        coders.joints(),
        codebooks.layers(),
        codebooks.followed(),
        codebooks.readouts(),
        mixes.state());
  }

  /** Everything that was fitted and is in use, by fingerprint. */
  Map<String, StoredCodebook> stored() {
    return codebooks.stored();
  }

  /** Goes on with another run's. */
  void resume(PathState.Words words, Map<String, Codebook> stored) {
    views.resume(words);
    coders.resume(words);
    codebooks.resume(words, stored);
    mixes.resume(words.mixes());
  }
}
