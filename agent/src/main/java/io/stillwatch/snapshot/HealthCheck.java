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
import java.util.Arrays;
import java.util.OptionalDouble;
import java.util.stream.IntStream;

/** Looks at the rows of one layer of vectors and one task through their codebook. */
final class HealthCheck {
  /** A readout costs rows x dimension^2; the ordered path has no time for one of a large pass. */
  static final int ROWS_OF_READOUT = 4_096;

  private final Codebook codebook;
  private final LabelledVectors rows;
  private final Values.Vectors values;

  private HealthCheck(Codebook codebook, LabelledVectors rows) {
    this.codebook = codebook;
    this.rows = rows;
    this.values = new Values.Vectors(rows.data(), rows.labels().length, rows.dimension());
  }

  static CodebookHealth of(Codebook codebook, LabelledVectors rows) {
    HealthCheck check = new HealthCheck(codebook, rows);
    int codes = codebook.codes().orElseThrow();
    if (codebook instanceof KMeansCodebook clusters) {
      Fitness fitness = Fitness.of(clusters, rows.data());
      return new CodebookHealth(
          codes,
          fitness.deadCodes(),
          OptionalDouble.of(fitness.distortion()),
          OptionalDouble.empty(),
          OptionalDouble.of(check.resolutionLossNats()));
    }
    return new CodebookHealth(
        codes,
        codes - check.used(),
        OptionalDouble.empty(),
        check.outside(),
        OptionalDouble.empty());
  }

  private int used() {
    return (int) IntStream.range(0, values.rows()).map(this::code).distinct().count();
  }

  private int code(int row) {
    return codebook.code(values, row, rows.halves()[row]);
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
    int count = Math.min(values.rows(), ROWS_OF_READOUT);
    LabelledVectors first =
        new LabelledVectors(
            Arrays.copyOf(rows.data(), count * rows.dimension()),
            rows.dimension(),
            Arrays.copyOf(rows.labels(), count),
            Arrays.copyOf(rows.halves(), count),
            rows.classes());
    CrossFittedReadout readout = CrossFittedReadout.fit(first);
    TripleTable.Builder table =
        TripleTable.builder(
            new TableShape(rows.classes(), codebook.codes().orElseThrow(), rows.classes()));
    for (int row = 0; row < count; row++) {
      int read = readout.code(values, row, rows.halves()[row]);
      table.add(rows.labels()[row], code(row), read, 1);
    }
    JointDistribution both = JointDistribution.of(table.build());
    return both.labelStudent().mutualInformation() - both.labelTeacher().mutualInformation();
  }
}
