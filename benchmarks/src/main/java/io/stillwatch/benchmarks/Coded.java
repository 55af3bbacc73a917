package io.stillwatch.benchmarks;

import io.stillwatch.codebook.Codebook;
import io.stillwatch.codebook.Half;
import io.stillwatch.codebook.KMeansCodebook;
import io.stillwatch.codebook.LabelledVectors;
import io.stillwatch.pid.BrojaSolver;
import io.stillwatch.pid.Decomposition;
import io.stillwatch.sample.Values;
import io.stillwatch.table.JointDistribution;
import io.stillwatch.table.TableShape;
import io.stillwatch.table.TripleTable;
import java.util.Arrays;
import java.util.stream.IntStream;

/** From rows and codebooks to plug-in values. */
final class Coded {
  private Coded() {}

  static int[] codes(Codebook codebook, LabelledVectors rows) {
    Values values = new Values.Vectors(rows.data(), rows.rows(), rows.dimension());
    return IntStream.range(0, rows.rows())
        .map(row -> codebook.code(values, row, rows.halves()[row]))
        .toArray();
  }

  static int[] codes(KMeansCodebook codebook, float[] rows) {
    int dimension = codebook.projection().dimension();
    Values values = new Values.Vectors(rows, rows.length / dimension, dimension);
    return IntStream.range(0, rows.length / dimension)
        .map(row -> codebook.code(values, row, Half.FIRST))
        .toArray();
  }

  static Decomposition decomposition(int[] labels, int[] teacher, int[] student) {
    TripleTable.Builder table =
        TripleTable.builder(new TableShape(states(labels), states(teacher), states(student)));
    for (int row = 0; row < labels.length; row++) {
      table.add(labels[row], teacher[row], student[row], 1);
    }
    return BrojaSolver.solve(JointDistribution.of(table.build())).decomposition();
  }

  private static int states(int[] codes) {
    return 1 + Arrays.stream(codes).max().orElseThrow();
  }
}
