package io.stillwatch.snapshot;

import io.stillwatch.codebook.GivenCodes;
import io.stillwatch.codebook.SparseProjection;
import io.stillwatch.codebook.SuppliedCentres;
import io.stillwatch.join.SampleJoiner.Objection;
import io.stillwatch.sample.Refusal;
import io.stillwatch.sample.Representation;
import io.stillwatch.sample.SampleBatch;
import io.stillwatch.sample.Values;
import java.util.Arrays;
import java.util.Optional;
import java.util.OptionalInt;

/** What can be coded at all: a batch beyond it is refused at the door, before anything is kept. */
final class Capacity {
  private Capacity() {}

  static Optional<Objection> objection(SampleBatch batch) {
    return batch.activations().stream()
        .flatMap(representation -> complaint(representation).stream())
        .findFirst()
        .map(detail -> new Objection(Refusal.TOO_LARGE, detail));
  }

  /** Whether rows of vectors have the dimension of the centres that were supplied for them. */
  static Optional<Objection> mismatch(SampleBatch batch, SuppliedCentres centres) {
    return batch.activations().stream()
        .filter(representation -> representation.kind() == Representation.Kind.VECTORS)
        .flatMap(representation -> mismatch(representation, centres).stream())
        .findFirst()
        .map(detail -> new Objection(Refusal.CODEBOOK_MISMATCH, detail));
  }

  private static Optional<String> mismatch(Representation representation, SuppliedCentres centres) {
    int dimension = ((Values.Vectors) representation.values()).dimension();
    OptionalInt supplied = centres.dimension(representation.name());
    return supplied.isEmpty() || supplied.getAsInt() == dimension
        ? Optional.empty()
        : Optional.of(
            "numbers a row of layer %s were %d; must be %d, as its supplied centres have"
                .formatted(representation.name(), dimension, supplied.getAsInt()));
  }

  private static Optional<String> complaint(Representation representation) {
    if (representation.values() instanceof Values.Codes given) {
      int largest = Arrays.stream(given.codes()).max().orElse(0);
      return complaint(representation, "codes", largest, GivenCodes.USUAL_LIMIT - 1);
    }
    int dimension = ((Values.Vectors) representation.values()).dimension();
    int limit =
        representation.kind() == Representation.Kind.VECTORS
            ? SparseProjection.LARGEST_DIMENSION
            : GivenCodes.USUAL_LIMIT;
    return complaint(representation, "numbers a row", dimension, limit);
  }

  private static Optional<String> complaint(
      Representation representation, String what, int value, int limit) {
    return value <= limit
        ? Optional.empty()
        : Optional.of(
            "%s of layer %s were up to %d; must be at most %d"
                .formatted(what, representation.name(), value, limit));
  }
}
