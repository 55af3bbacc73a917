package io.stillwatch.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.stillwatch.measure.Verdict;
import io.stillwatch.table.Seeds;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** F10 of METHOD.md section 7: rows that belong together. */
final class GroupedRowsTest {
  /** Tokens of one image share their codes, which say nothing about the image's label. */
  private static Probe tokens(int images, long seed, boolean grouped) {
    Random random = Seeds.random(seed);
    int[] label = random.ints(images, 0, 10).toArray();
    int[] code = random.ints(images, 0, 10).toArray();
    int[] other = random.ints(images, 0, 10).toArray();
    Probe probe =
        Probe.of(images * 64)
            .label(row -> label[row / 64])
            .teacher(row -> code[row / 64])
            .student(row -> other[row / 64]);
    return grouped ? probe.groups(row -> row / 64) : probe;
  }

  @Test
  void f10TokensOfOneImageAreNoIndependentRows() {
    double[] byRows = new double[20];
    double[] byGroups = new double[20];
    for (int seed = 0; seed < byRows.length; seed++) {
      var rows = Scenario.usual().send(tokens(100, seed, false)).last();
      var groups = Scenario.usual().send(tokens(100, seed, true));
      byRows[seed] = rows.estimates().teacherInformation().value() / Math.log(2);
      byGroups[seed] = groups.last().estimates().teacherInformation().value() / Math.log(2);
      for (int step = 1; step < 5; step++) {
        groups.send(tokens(100, seed, true).step(step));
      }
      assertThat(groups.last().verdict()).as("seed %d", seed).isEqualTo(Verdict.BLIND);
    }
    // METHOD.md: .68 by rows, about .1 by groups; the mean of 20 has a standard error of .02.
    assertThat(mean(byRows)).isCloseTo(.68, within(.06));
    assertThat(mean(byGroups)).isCloseTo(.1, within(.08));
  }

  private static double mean(double... values) {
    return IntStream.range(0, values.length).mapToDouble(i -> values[i]).average().orElseThrow();
  }
}
