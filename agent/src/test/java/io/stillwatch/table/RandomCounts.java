package io.stillwatch.table;

import java.util.Random;

/** Seeded tables of counts, half of whose cells are empty. */
final class RandomCounts {
  private RandomCounts() {}

  static TripleTable of(TableShape shape, long seed) {
    Random random = Seeds.random(seed);
    TripleTable.Builder table = TripleTable.builder(shape);
    for (int cell = 0; cell < shape.cells(); cell++) {
      int y = cell / (shape.teacherStates() * shape.studentStates());
      int t = cell / shape.studentStates() % shape.teacherStates();
      int s = cell % shape.studentStates();
      table.add(y, t, s, Math.max(0, random.nextInt(200) - 100));
    }
    return table.build();
  }
}
