package io.stillwatch.snapshot;

import io.stillwatch.codebook.SparseProjection;
import io.stillwatch.join.Triple;
import io.stillwatch.sample.Representation;
import io.stillwatch.sample.SampleBatch;
import io.stillwatch.sample.Values;
import java.util.List;

/** Wide vectors are reduced before a window keeps them: nobody holds 65,536 numbers a row. */
final class Reduction {
  private Reduction() {}

  /** The rows of one batch with every wide representation reduced. */
  static List<Triple> reduced(List<Triple> rows) {
    if (rows.isEmpty() || rows.get(0).batch().activations().stream().noneMatch(Reduction::isWide)) {
      return rows;
    }
    SampleBatch batch = reduced(rows.get(0).batch());
    return rows.stream()
        .map(
            row ->
                new Triple(batch, row.row(), row.ordinal(), row.position(), row.timestampMillis()))
        .toList();
  }

  private static SampleBatch reduced(SampleBatch batch) {
    List<Representation> activations =
        batch.activations().stream().map(Reduction::reduced).toList();
    return new SampleBatch(
        batch.attempt(),
        batch.moment(),
        batch.rows(),
        activations,
        batch.teacher(),
        batch.dropped());
  }

  private static boolean isWide(Representation representation) {
    return representation.kind() == Representation.Kind.VECTORS
        && ((Values.Vectors) representation.values()).dimension() > SparseProjection.WIDTH;
  }

  private static Representation reduced(Representation wide) {
    return isWide(wide)
        ? new Representation(
            wide.role(),
            wide.model(),
            wide.layer(),
            wide.frozen(),
            wide.kind(),
            SparseProjection.reduced((Values.Vectors) wide.values()))
        : wide;
  }
}
