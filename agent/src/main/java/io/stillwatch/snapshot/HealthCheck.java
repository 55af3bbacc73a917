package io.stillwatch.snapshot;

import io.stillwatch.codebook.CentresCodebook;
import io.stillwatch.codebook.Codebook;
import io.stillwatch.codebook.CrossFittedReadout;
import io.stillwatch.codebook.Fitness;
import io.stillwatch.codebook.KMeansCodebook;
import io.stillwatch.codebook.LabelledVectors;
import io.stillwatch.sample.Values;
import io.stillwatch.table.JointDistribution;
import io.stillwatch.table.TableShape;
import io.stillwatch.table.TripleTable;
import java.util.OptionalDouble;
import java.util.stream.IntStream;

/** Looks at the rows of one layer of vectors and one task through their codebook. */
final class HealthCheck {
  private final Codebook codebook;
  private final LabelledVectors rows;
  private final Values.Vectors values;
  private final int[] codes;

  private HealthCheck(Codebook codebook, LabelledVectors rows) {
    this.codebook = codebook;
    this.rows = rows;
    this.values = new Values.Vectors(rows.data(), rows.labels().length, rows.dimension());
    this.codes =
        codebook instanceof KMeansCodebook clusters
            ? clusters.codes(values)
            : IntStream.range(0, values.rows())
                .map(row -> codebook.code(values, row, rows.halves()[row]))
                .toArray();
  }

  static CodebookHealth of(Codebook codebook, LabelledVectors rows) {
    return new HealthCheck(codebook, rows).health();
  }

  private CodebookHealth health() {
    int most = codebook.codes().orElseThrow();
    int dead = most - (int) IntStream.of(codes).distinct().count();
    return codebook instanceof KMeansCodebook clusters
        ? new CodebookHealth(
            most,
            dead,
            OptionalDouble.of(Fitness.distortion(clusters, rows.data(), codes)),
            OptionalDouble.empty(),
            OptionalDouble.of(resolutionLossNats()))
        : new CodebookHealth(most, dead, OptionalDouble.empty(), outside(), OptionalDouble.empty());
  }

  private OptionalDouble outside() {
    return codebook instanceof CentresCodebook supplied
        ? IntStream.range(0, values.rows())
            .mapToDouble(row -> supplied.isOutside(values, row) ? 1 : 0)
            .average()
        : OptionalDouble.empty();
  }

  /** One table holds both codes: the clusters in the teacher's place, the readout in the other. */
  private double resolutionLossNats() {
    CrossFittedReadout readout = CrossFittedReadout.fit(rows);
    TripleTable.Builder table =
        TripleTable.builder(
            new TableShape(rows.classes(), codebook.codes().orElseThrow(), rows.classes()));
    for (int row = 0; row < values.rows(); row++) {
      int read = readout.code(values, row, rows.halves()[row]);
      table.add(rows.labels()[row], codes[row], read, 1);
    }
    JointDistribution both = JointDistribution.of(table.build());
    return both.labelStudent().mutualInformation() - both.labelTeacher().mutualInformation();
  }
}
