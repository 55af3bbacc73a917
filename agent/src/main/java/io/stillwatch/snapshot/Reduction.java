package io.stillwatch.snapshot;

import io.stillwatch.codebook.SparseProjection;
import io.stillwatch.sample.Representation;
import io.stillwatch.sample.SampleBatch;
import io.stillwatch.sample.Values;

/** Wide vectors are reduced before anything keeps them: nobody holds 65,536 numbers a row. */
public final class Reduction {
  private Reduction() {}

  /**
   * A batch with every wide representation reduced.
   *
   * @param batch any batch; a row that is not finite may come out as one that is
   * @return the batch itself where nothing is wide
   */
  public static SampleBatch reduced(SampleBatch batch) {
    if (batch.activations().stream().noneMatch(Reduction::isWide)) {
      return batch;
    }
    return new SampleBatch(
        batch.attempt(),
        batch.moment(),
        batch.rows(),
        batch.activations().stream().map(Reduction::reduced).toList(),
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
