package io.stillwatch.interval;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.stillwatch.interval.NoisyClassifiers.Row;
import io.stillwatch.pid.Decomposition;
import io.stillwatch.table.BlockedTable;
import io.stillwatch.table.LabelMix;
import io.stillwatch.table.Seeds;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/**
 * Samples in which half of the classes are four times as frequent as the others, of a world where
 * all are alike. Seeded; the bounds stand below what was found (docs/method.md).
 */
final class LabelMixCoverageTest {
  private static final int DATA_SETS = 100;
  private static final int COVERED_AT_LEAST = 90;
  private static final LabelMix ALIKE = LabelMix.of(ones());
  private static final NoisyClassifiers WORLD = NoisyClassifiers.of(.9, .4, .4, 0);

  private static double[] ones() {
    double[] ones = new double[NoisyClassifiers.CLASSES];
    Arrays.fill(ones, 1);
    return ones;
  }

  private static BlockedTable skewed(long seed) {
    Random random = Seeds.random(seed);
    List<Row> rows =
        WORLD.sample(4_000, random).stream()
            .filter(row -> row.label() < 5 || random.nextInt(4) == 0)
            .toList();
    BlockedTable.Builder table = BlockedTable.builder(NoisyClassifiers.SHAPE, 10);
    for (int i = 0; i < rows.size(); i++) {
      Row row = rows.get(i);
      table.add(i % 10, row.label(), row.teacher(), row.student(), 1);
    }
    return table.build();
  }

  private static boolean holds(Estimate estimate, double truth) {
    return estimate.lower() <= truth && truth <= estimate.upper();
  }

  private record Covered(int redundancy, int gap, int teacher) {
    Covered with(Estimates found) {
      Decomposition truth = WORLD.exact().decomposition();
      return new Covered(
          redundancy + (holds(found.redundancy(), truth.redundancy()) ? 1 : 0),
          gap + (holds(found.distillationGap(), truth.distillationGap()) ? 1 : 0),
          teacher + (holds(found.teacherInformation(), truth.teacherInformation()) ? 1 : 0));
    }
  }

  private static Covered covered(LabelMix mix, BiasCorrection correction, int dataSets) {
    Covered covered = new Covered(0, 0, 0);
    for (int set = 0; set < dataSets; set++) {
      BlockedTable table = skewed(Seeds.with(700, set)).at(mix);
      covered = covered.with(Estimator.estimate(table, (double) table.whole().total(), correction));
    }
    return covered;
  }

  @Test
  void readAtTheWorldsMixASkewedSampleCoversTheWorld() {
    Covered found = covered(ALIKE, new BiasCorrection.Jackknife(), DATA_SETS);

    assertThat(found.redundancy).isGreaterThanOrEqualTo(COVERED_AT_LEAST);
    assertThat(found.gap).isGreaterThanOrEqualTo(COVERED_AT_LEAST);
    assertThat(found.teacher).isGreaterThanOrEqualTo(COVERED_AT_LEAST);
  }

  @Test
  void readAtItsOwnMixItDoesNot() {
    Covered found = covered(LabelMix.OWN, new BiasCorrection.Jackknife(), DATA_SETS);

    assertThat(found.redundancy).isLessThan(DATA_SETS / 2);
    assertThat(found.teacher).isLessThan(DATA_SETS / 2);
  }

  @Test
  void everyCorrectionKnowsTheMix() {
    Covered analytic = covered(ALIKE, new BiasCorrection.Analytic(), 40);
    Covered bootstrap = covered(ALIKE, new BiasCorrection.Bootstrap(40, 1), 40);

    assertThat(analytic.redundancy).isGreaterThanOrEqualTo(36);
    assertThat(analytic.gap).isGreaterThanOrEqualTo(36);
    assertThat(bootstrap.redundancy).isGreaterThanOrEqualTo(36);
    assertThat(bootstrap.gap).isGreaterThanOrEqualTo(36);
  }

  @Test
  void itsOwnMixStatedGivesTheSameValues() {
    BlockedTable table = skewed(1);
    double[] own = new double[NoisyClassifiers.CLASSES];
    for (int y = 0; y < own.length; y++) {
      for (int t = 0; t < own.length; t++) {
        own[y] += table.whole().labelTeacher().count(y, t);
      }
    }
    Estimates stated = Estimator.estimate(table.at(LabelMix.of(own)), 2_500);
    Estimates plain = Estimator.estimate(table, 2_500);

    assertThat(stated.plugin().redundancy()).isCloseTo(plain.plugin().redundancy(), within(1e-7));
    // What the labels' own frequencies add to the uncertainty is no part of it any more.
    assertThat(stated.teacherInformation().halfWidth())
        .isLessThanOrEqualTo(plain.teacherInformation().halfWidth());
  }
}
