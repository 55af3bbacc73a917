package io.stillwatch.demo.training;

import io.stillwatch.pid.BrojaSolver;
import io.stillwatch.pid.Decomposition;
import io.stillwatch.table.JointDistribution;
import io.stillwatch.table.TableShape;
import io.stillwatch.table.TripleTable;

/** What two networks' predictions know about the digits: exact values of the table, in nats. */
record Probe(Mlp teacher, Mlp student) {
  Decomposition atoms(Digits digits) {
    TripleTable.Builder table =
        TripleTable.builder(new TableShape(Digits.CLASSES, Digits.CLASSES, Digits.CLASSES));
    for (int row = 0; row < digits.count(); row++) {
      float[] input = digits.pixels()[row];
      table.add(digits.labels()[row], teacher.prediction(input), student.prediction(input), 1);
    }
    return BrojaSolver.solve(JointDistribution.of(table.build())).decomposition();
  }
}
